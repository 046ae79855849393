package dev.batchenrich.contract.answer;

import static dev.batchenrich.contract.answer.WebhookState.DELIVERED;
import static dev.batchenrich.contract.answer.WebhookState.GIVEN_UP;
import static dev.batchenrich.contract.answer.WebhookState.PENDING;
import static dev.batchenrich.contract.answer.WebhookState.RETRYING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.WebhookAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookProgressTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void itIsPendingUntilTheFirstAttempt() {
    assertThat(WebhookProgress.NONE.state()).isEqualTo(PENDING);
    assertThat(WebhookProgress.NONE.delivery()).isZero();
  }

  @Test
  void aFailureIsRetriedWhileThereIsANextAttempt() {
    var once = WebhookProgress.NONE.and(failed(1, 1, AT));
    var twice = once.and(failed(1, 2, null));

    assertThat(once.state()).isEqualTo(RETRYING);
    assertThat(twice.state()).isEqualTo(GIVEN_UP);
    assertThat(twice.attempts()).isEqualTo(2);
  }

  @Test
  void aSuccessStaysWhateverIsReportedAfterIt() {
    var delivered = WebhookProgress.NONE.and(failed(1, 1, AT)).and(delivered(1, 1));

    assertThat(delivered.state()).isEqualTo(DELIVERED);
    assertThat(delivered.and(failed(1, 1, AT)).state()).isEqualTo(DELIVERED);
    assertThat(delivered.and(failed(1, 2, null)).state()).isEqualTo(DELIVERED);
    assertThat(delivered.and(failed(1, 2, null)).attempts()).isEqualTo(3);
  }

  @Test
  void anotherDeliveryBeginsAfreshAndOutlastsWhatIsLeftOfTheOneBefore() {
    var again = WebhookProgress.NONE.and(delivered(1, 1)).and(failed(2, 1, AT));

    assertThat(again.state()).isEqualTo(RETRYING);
    assertThat(again.delivery()).isEqualTo(2);
    assertThat(again.and(delivered(1, 3)).state()).isEqualTo(RETRYING);
  }

  private static WebhookAttempt delivered(int delivery, int attempt) {
    return attempt(delivery, attempt, 204, null);
  }

  private static WebhookAttempt failed(int delivery, int attempt, @Nullable Instant next) {
    return attempt(delivery, attempt, 500, next);
  }

  private static WebhookAttempt attempt(
      int delivery, int attempt, int statusCode, @Nullable Instant next) {
    return new WebhookAttempt(
        WebhookAttempt.VERSION,
        "53ab686b-c054-496b-8baf-baff5ecc85cf",
        "https://example.com/hook",
        delivery,
        attempt,
        AT,
        12,
        statusCode,
        null,
        next);
  }
}
