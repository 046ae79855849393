package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.answer.Download;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.results.ByteRange;
import dev.batchenrich.gateway.results.EmptyFile;
import dev.batchenrich.gateway.results.ResultFiles;
import dev.batchenrich.gateway.results.ResultFiles.StoredFile;
import dev.batchenrich.gateway.view.KnownJob;
import dev.batchenrich.gateway.view.View;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /batch/{batch_id}/results.jsonl.gz} and {@code unresolved.jsonl.gz}: a finished file,
 * whole or in part (RFC 9110, sections 13 and 14), or a redirect to where it is served.
 */
record DownloadEndpoint(
    Download download, LinkSigner signer, ResultFiles resultFiles, Supplier<Backend> backend)
    implements Handler {

  private static final String CONTENT_TYPE = "application/gzip";
  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public void handle(Context request) throws IOException {
    var batchId = request.pathParam(JobEndpoints.BATCH_ID);
    requireSigned(batchId, request.queryParam("expires"), request.queryParam("signature"));
    var stored = find(batchId);
    if (stored == null) {
      throw NotFound.results();
    }
    var name = download.fileName(batchId);
    var disposition = "attachment; filename=\"%s\"".formatted(name);
    var elsewhere =
        stored.elsewhere(request.method().equals(HandlerType.HEAD), CONTENT_TYPE, disposition);
    if (elsewhere != null) {
      request.redirect(elsewhere.toString());
      return;
    }
    send(request, stored, name, disposition);
  }

  private static void send(Context request, StoredFile stored, String name, String disposition)
      throws IOException {
    var bytes = stored.bytes();
    // Files never change once they are announced, so this names their bytes.
    var etag = "\"%s-%d\"".formatted(name, bytes);
    if (matches(request.header("If-None-Match"), etag)) {
      describe(request, etag).status(304);
      return;
    }
    var part = range(request, etag, bytes);
    if (part != null && part.isEmpty()) {
      describe(request, etag).status(416).header("Content-Range", "bytes */" + bytes);
      return;
    }
    var sent = part == null ? new ByteRange(0, bytes - 1) : part;
    var headOnly = request.method().equals(HandlerType.HEAD);
    // Nothing of the answer is set before this has worked.
    try (var in = headOnly ? InputStream.nullInputStream() : open(stored, sent)) {
      describe(request, etag).contentType(CONTENT_TYPE).header("Content-Disposition", disposition);
      if (part != null) {
        request
            .status(206)
            .header("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), bytes));
      }
      request.res().setContentLengthLong(sent.length());
      if (!headOnly) {
        copy(in, sent.length(), request.res().getOutputStream());
      }
    }
  }

  private static Context describe(Context request, String etag) {
    return request.header("ETag", etag).header("Accept-Ranges", "bytes");
  }

  private static InputStream open(StoredFile stored, ByteRange range) throws IOException {
    try {
      return stored.open(range.first(), range.length());
    } catch (NoSuchFileException e) {
      throw NotFound.results();
    }
  }

  private static void copy(InputStream in, long length, OutputStream out) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    for (var left = length; left > 0; ) {
      var read = in.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
      if (read < 0) {
        throw new EOFException("results end early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private void requireSigned(String batchId, @Nullable String expires, @Nullable String signature) {
    if (expires == null || !signer.isGenuine(batchId, download, expires, signature)) {
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
  private @Nullable StoredFile find(String batchId) throws IOException {
    if (!Batch.isBatchId(batchId)) {
      return null;
    }
    var view = backend.get().view();
    var job = job(view, batchId);
    if (job == null && view.catchUp()) {
      job = job(view, batchId);
    }
    if (job == null) {
      return null;
    }
    var file = download.fileOf(job);
    return file == null ? EmptyFile.INSTANCE : resultFiles.find(file);
  }

  private @Nullable JobStatus job(View view, String batchId) {
    return Optional.ofNullable(view.find(batchId))
        .map(KnownJob::status)
        .filter(download::isThere)
        .orElse(null);
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
