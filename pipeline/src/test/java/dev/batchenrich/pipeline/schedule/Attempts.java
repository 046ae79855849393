package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.message.WebhookAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of attempts, for tests. */
final class Attempts {

  private Attempts() {}

  static WebhookAttempt delivered(DueAttempt due) {
    return ended(due, 200, null);
  }

  static WebhookAttempt failed(DueAttempt due, @Nullable Instant next) {
    return ended(due, 500, next);
  }

  private static WebhookAttempt ended(DueAttempt due, int statusCode, @Nullable Instant next) {
    return new WebhookAttempt(
        WebhookAttempt.VERSION,
        due.job().batch().batchId(),
        due.url(),
        due.delivery(),
        due.attempt(),
        Instant.parse("2026-01-02T03:04:05Z"),
        12,
        statusCode,
        null,
        next);
  }
}
