package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.http.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes a reply in, if it is JSON as it is, and not too long; otherwise the connection is cut. The
 * body of an error is read, so that the connection can be used again, and dropped.
 */
final class ReplyConsumer implements AsyncResponseConsumer<Reply> {

  /** Of 25 records that are each two hundred times as long as usual. */
  static final int MAX_BYTES = 16 << 20;

  private static final int MAX_ERROR_BYTES = 64 << 10;
  private static final int MAX_RETRY_AFTER_LENGTH = 60;
  private static final Pattern JSON =
      Pattern.compile(
          "\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?",
          Pattern.CASE_INSENSITIVE);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable FutureCallback<Reply> callback;
  private int status;
  private @Nullable String retryAfter;
  private long received;

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Reply> callback)
      throws IOException {
    this.callback = callback;
    status = response.getCode();
    var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    retryAfter = header == null ? null : header.getValue();
    if (entity == null) {
      complete();
    } else if (status == Reply.OK) {
      requireJson(entity);
    }
  }

  private static void requireJson(EntityDetails entity) throws IOException {
    if (entity.getContentEncoding() != null) {
      throw new IOException("the reply is encoded, which was not asked for");
    }
    if (entity.getContentType() == null || !JSON.matcher(entity.getContentType()).matches()) {
      throw new IOException("the reply is not application/json in UTF-8");
    }
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    var length = bytes.remaining();
    received += length;
    var limit = status == Reply.OK ? MAX_BYTES : MAX_ERROR_BYTES;
    if (received > limit) {
      throw new IOException("the reply is longer than %,d bytes".formatted(limit));
    }
    var part = new byte[length];
    bytes.get(part);
    if (status == Reply.OK) {
      body.writeBytes(part);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete();
  }

  private void complete() {
    if (callback != null) {
      var header =
          retryAfter == null || retryAfter.length() > MAX_RETRY_AFTER_LENGTH ? null : retryAfter;
      callback.completed(
          new Reply(status, RetryAfter.parse(header, Instant.now()), body.toByteArray()));
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
