package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt to send the webhook of a batch, on {@code webhook-deliveries}.
 *
 * @param version of the message format, {@value #VERSION}
 * @param url where it was sent to
 * @param delivery which sending it belongs to, see {@link WebhookRequest}
 * @param attempt 1 for the first of a delivery
 * @param durationMs from the start of the attempt to the answer or the failure, in milliseconds
 * @param statusCode of the answer; absent if there was none
 * @param failure why there was no answer; present if there was none
 * @param nextAttemptAt when it is tried again; absent if it is not
 */
public record WebhookAttempt(
    int version,
    String batchId,
    String url,
    int delivery,
    int attempt,
    Instant attemptedAt,
    long durationMs,
    @Nullable Integer statusCode,
    @Nullable String failure,
    @Nullable Instant nextAttemptAt) {

  public static final int VERSION = 1;

  public WebhookAttempt {
    Valid.version(version, VERSION);
    requirePresent(batchId, "batch_id");
    require(Batch.isBatchId(batchId), "batch_id must be a lower-case UUID, is '%s'", batchId);
    requirePresent(url, "url");
    require(delivery >= 1, "delivery must be at least 1, is %d", delivery);
    require(attempt >= 1, "attempt must be at least 1, is %d", attempt);
    requirePresent(attemptedAt, "attempted_at");
    require(durationMs >= 0, "duration_ms must not be negative, is %d", durationMs);
    require(
        (statusCode == null) != (failure == null),
        "there must be either a status_code or a failure");
    require(
        nextAttemptAt == null || !isSuccess(statusCode),
        "next_attempt_at does not belong to a success");
  }

  /** True if the receiver took it: it answered 2xx. */
  public boolean isDelivered() {
    return isSuccess(statusCode);
  }

  private static boolean isSuccess(@Nullable Integer statusCode) {
    return statusCode != null && statusCode / 100 == 2;
  }
}
