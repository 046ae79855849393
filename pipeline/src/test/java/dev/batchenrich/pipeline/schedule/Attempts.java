package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.message.WebhookAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of attempts, for tests. */
final class Attempts {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private Attempts() {}

  static WebhookAttempt delivered(DueAttempt due) {
    return delivered(due, AT);
  }

  static WebhookAttempt delivered(DueAttempt due, Instant at) {
    return ended(due, at, 200, null);
  }

  static WebhookAttempt failed(DueAttempt due, @Nullable Instant next) {
    return ended(due, AT, 500, next);
  }

  private static WebhookAttempt ended(
      DueAttempt due, Instant at, int statusCode, @Nullable Instant next) {
    return new WebhookAttempt(
        WebhookAttempt.VERSION,
        due.job().batch().batchId(),
        due.url(),
        due.delivery(),
        due.attempt(),
        at,
        12,
        statusCode,
        null,
        next);
  }
}
