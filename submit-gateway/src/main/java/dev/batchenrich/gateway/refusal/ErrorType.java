package dev.batchenrich.gateway.refusal;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every kind of error answer in the envelope: its type, its HTTP status, when to try again. */
public enum ErrorType {
  INVALID_REQUEST(400, null),
  INVALID_SIGNATURE(403, null),
  LINK_EXPIRED(403, null),
  NOT_FOUND(404, null),
  METHOD_NOT_ALLOWED(405, null),
  CONFLICT(409, null),
  IDEMPOTENCY_CONFLICT(409, null),
  PAYLOAD_TOO_LARGE(413, null),
  UNSUPPORTED_MEDIA_TYPE(415, null),
  TOO_MANY_ACTIVE_BATCHES(429, Duration.ofSeconds(10)),
  RATE_LIMITED(429, Duration.ofSeconds(1)),
  INTERNAL_ERROR(500, null),
  UNAVAILABLE(503, Duration.ofSeconds(5));

  private final int status;
  private final @Nullable Duration retryAfter;

  ErrorType(int status, @Nullable Duration retryAfter) {
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Its name in the envelope: {@code invalid_request}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int status() {
    return status;
  }

  /** When the same request may succeed; null if it has to change first. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
