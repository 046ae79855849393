package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.answer.JobLinks;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.message.JobStatus;
import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes links to results, good for as long as the results are kept.
 *
 * @param publicUrl what links begin with; null for the address that the caller used
 */
record Links(LinkSigner signer, @Nullable URI publicUrl) {

  JobLinks to(Context request, JobStatus job) {
    return JobLinks.of(job, signer, base(request));
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
