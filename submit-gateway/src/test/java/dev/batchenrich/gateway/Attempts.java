package dev.batchenrich.gateway;

import dev.batchenrich.contract.message.WebhookAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the webhooks job reports. */
public final class Attempts {

  public static final String URL = "https://example.com/hook";
  public static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");

  private Attempts() {}

  public static WebhookAttempt answered(
      String batchId, int delivery, int attempt, int statusCode, @Nullable Instant next) {
    return attempt(batchId, delivery, attempt, statusCode, null, next);
  }

  public static WebhookAttempt unanswered(
      String batchId, int delivery, int attempt, @Nullable Instant next) {
    return attempt(batchId, delivery, attempt, null, "no answer within 15 s", next);
  }

  private static WebhookAttempt attempt(
      String batchId,
      int delivery,
      int attempt,
      @Nullable Integer statusCode,
      @Nullable String failure,
      @Nullable Instant next) {
    return new WebhookAttempt(
        WebhookAttempt.VERSION, batchId, URL, delivery, attempt, AT, 12, statusCode, failure, next);
  }
}
