package dev.batchenrich.pipeline.post;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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
 * Tells the head of an answer as soon as it is there, and drops a short body, so that the
 * connection can be used again. A long one costs the connection.
 */
final class AnswerHead implements AsyncResponseConsumer<Void> {

  private static final int MAX_BODY_BYTES = 64 * 1024;

  /** Twice what a date takes. */
  private static final int MAX_RETRY_AFTER_LENGTH = 60;

  private final Exchange exchange;
  private @Nullable FutureCallback<Void> ended;
  private int bodyBytes;

  AnswerHead(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails body,
      HttpContext context,
      FutureCallback<Void> ended) {
    this.ended = ended;
    exchange.answer(PostResult.answered(response.getCode(), retryAfter(response)));
    if (body == null) {
      ended.completed(null);
    }
  }

  private static @Nullable String retryAfter(HttpResponse response) {
    var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    var value = header == null ? null : header.getValue();
    return value == null || value.length() > MAX_RETRY_AFTER_LENGTH ? null : value;
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(MAX_BODY_BYTES);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    bodyBytes += bytes.remaining();
    bytes.position(bytes.limit());
    if (bodyBytes > MAX_BODY_BYTES) {
      throw new IOException("more than %d bytes of body".formatted(MAX_BODY_BYTES));
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    if (ended != null) {
      ended.completed(null);
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
