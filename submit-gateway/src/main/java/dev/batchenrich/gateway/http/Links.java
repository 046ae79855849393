package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.results.LinkSigner;
import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes links to results, good for as long as the results are kept.
 *
 * @param publicUrl what links begin with; null for the address that the caller used
 */
record Links(LinkSigner signer, @Nullable URI publicUrl) {

  /** Null while there are no results, and when they are removed. */
  @Nullable String to(Context request, JobStatus job) {
    var expires = job.expiresAt();
    if (expires == null
        || job.results() == null
        || !signer.isValidUntil(expires)
        || (job.status() != BatchStatus.COMPLETED && job.resultCount() == 0)) {
      return null;
    }
    return base(request) + signer.link(job.batch().batchId(), expires);
  }

  private String base(Context request) {
    if (publicUrl != null) {
      return publicUrl.toString().replaceFirst("/+$", "");
    }
    var host = request.host();
    return request.scheme()
        + "://"
        + (host == null
            ? request.req().getServerName() + ":" + request.req().getServerPort()
            : host);
  }
}
