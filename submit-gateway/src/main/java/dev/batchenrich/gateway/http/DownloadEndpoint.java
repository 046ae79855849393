package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.results.ByteRange;
import dev.batchenrich.gateway.results.ResultFiles;
import dev.batchenrich.gateway.view.View;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /batch/{batch_id}/results.jsonl.gz}: a finished file, whole or in part (RFC 9110,
 * sections 13 and 14).
 */
record DownloadEndpoint(LinkSigner signer, ResultFiles resultFiles, Supplier<Backend> backend)
    implements Handler {

  @Override
  public void handle(Context request) throws IOException {
    var batchId = request.pathParam(JobEndpoints.BATCH_ID);
    requireSigned(batchId, request.queryParam("expires"), request.queryParam("signature"));
    var file = file(batchId);
    var content = file == null ? null : resultFiles.find(file);
    if (file == null || content == null) {
      throw NotFound.results();
    }
    // Results never change once they are announced, so this names their bytes.
    var etag = "\"%s-%d\"".formatted(batchId, file.bytes());
    var response = request.res();
    request.header("ETag", etag).header("Accept-Ranges", "bytes");
    if (matches(request.header("If-None-Match"), etag)) {
      request.status(304);
      return;
    }
    request
        .contentType("application/gzip")
        .header("Content-Disposition", "attachment; filename=\"%s.jsonl.gz\"".formatted(batchId));
    var range = range(request, etag, file.bytes());
    if (range == null) {
      range = new ByteRange(0, file.bytes() - 1);
    } else if (range.isEmpty()) {
      request.status(416).header("Content-Range", "bytes */" + file.bytes());
      return;
    } else {
      request
          .status(206)
          .header(
              "Content-Range",
              "bytes %d-%d/%d".formatted(range.first(), range.last(), file.bytes()));
    }
    response.setContentLengthLong(range.length());
    if (!request.method().equals(HandlerType.HEAD)) {
      content.copy(range.first(), range.length(), response.getOutputStream());
    }
  }

  private void requireSigned(String batchId, @Nullable String expires, @Nullable String signature) {
    if (expires == null || !signer.isGenuine(batchId, expires, signature)) {
      throw new Refusal(
          ErrorType.INVALID_SIGNATURE,
          "The link is not as it was signed; GET /batch/{batch_id} gives a good one");
    }
    if (!signer.isValidUntil(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw new Refusal(
          ErrorType.LINK_EXPIRED, "The link has expired, and the results have been removed");
    }
  }

  /** The link may come from a gateway whose view is ahead of this one's. */
  private @Nullable ResultsFile file(String batchId) {
    if (!Batch.isBatchId(batchId)) {
      return null;
    }
    var view = backend.get().view();
    var file = file(view, batchId);
    if (file == null && view.catchUp()) {
      file = file(view, batchId);
    }
    return file;
  }

  private static @Nullable ResultsFile file(View view, String batchId) {
    var known = view.find(batchId);
    return known == null ? null : known.status().results();
  }

  /** A range counts only if it is of the same file that the caller has another part of. */
  private static @Nullable ByteRange range(Context request, String etag, long fileLength) {
    var sameFile = request.header("If-Range");
    return sameFile == null || sameFile.equals(etag)
        ? ByteRange.parse(request.header("Range"), fileLength)
        : null;
  }

  private static boolean matches(@Nullable String ifNoneMatch, String etag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(candidate -> candidate.strip().replaceFirst("^W/", ""))
            .anyMatch(candidate -> candidate.equals("*") || candidate.equals(etag));
  }
}
