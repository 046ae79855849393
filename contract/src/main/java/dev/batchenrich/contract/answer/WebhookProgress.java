package dev.batchenrich.contract.answer;

import dev.batchenrich.contract.message.WebhookAttempt;
import org.jspecify.annotations.Nullable;

/**
 * What came of the webhook of a batch so far.
 *
 * @param attempts how many there were, in all deliveries
 * @param last the one that tells how things stand; null if there was none
 */
public record WebhookProgress(int attempts, @Nullable WebhookAttempt last) {

  /** Nothing was attempted yet. */
  public static final WebhookProgress NONE = new WebhookProgress(0, null);

  /**
   * This and one more attempt, in the order of the log. An attempt that a crash made happen twice
   * counts twice; within a delivery a success stays, whatever is reported after it.
   */
  public WebhookProgress and(WebhookAttempt attempt) {
    return new WebhookProgress(attempts + 1, isFurther(attempt) ? attempt : last);
  }

  /** The number of the latest delivery that was attempted; 0 for none. */
  public int delivery() {
    return last == null ? 0 : last.delivery();
  }

  public WebhookState state() {
    if (last == null) {
      return WebhookState.PENDING;
    }
    if (last.isDelivered()) {
      return WebhookState.DELIVERED;
    }
    return last.nextAttemptAt() == null ? WebhookState.GIVEN_UP : WebhookState.RETRYING;
  }

  private boolean isFurther(WebhookAttempt attempt) {
    if (last == null || attempt.delivery() != last.delivery()) {
      return attempt.delivery() > delivery();
    }
    return attempt.isDelivered() || (!last.isDelivered() && attempt.attempt() >= last.attempt());
  }
}
