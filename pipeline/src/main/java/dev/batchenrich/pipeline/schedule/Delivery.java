package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.answer.WebhookState;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the webhook of a batch stands. Requests and attempts may come again, late and in any order
 * among each other, so that a job without a state can build it from the logs.
 *
 * @param number of the latest delivery that was asked for or attempted; 0 for none
 * @param attempt the latest one of that delivery that was begun; 0 for none
 * @param dueAt when the next attempt is due; null while one is under way, and at the end
 * @param job how the batch ended; null if not known yet, or not needed any more
 * @param progress what came of it so far
 */
public record Delivery(
    int number,
    int attempt,
    @Nullable Instant dueAt,
    @Nullable JobStatus job,
    WebhookProgress progress) {

  static final Delivery NONE = new Delivery(0, 0, null, null, WebhookProgress.NONE);

  /** After a request, to be met at {@code at} if it is a new one. */
  Delivery requested(WebhookRequest request, Instant at) {
    if (request.delivery() > number) {
      return new Delivery(request.delivery(), 0, at, request.job(), progress);
    }
    return job == null && dueAt != null
        ? new Delivery(number, attempt, dueAt, request.job(), progress)
        : this;
  }

  /** True if an attempt was made in the {@code memory} before {@code time}. */
  boolean isRememberedAt(Instant time, Duration memory) {
    var last = progress.last();
    return last != null && last.attemptedAt().plus(memory).isAfter(time);
  }

  /** When the attempt that is due has begun. */
  Delivery begun() {
    return new Delivery(number, attempt + 1, null, job, progress);
  }

  /** After an attempt came to its end. */
  Delivery attempted(WebhookAttempt ended) {
    var known = progress.and(ended);
    if (known.delivery() == number && known.state() == WebhookState.DELIVERED) {
      return new Delivery(number, ended.attempt(), null, null, known);
    }
    var isNews =
        ended.delivery() > number || (ended.delivery() == number && ended.attempt() >= attempt);
    if (!isNews) {
      return new Delivery(number, attempt, dueAt, job, known);
    }
    var next = ended.nextAttemptAt();
    return new Delivery(ended.delivery(), ended.attempt(), next, next == null ? null : job, known);
  }
}
