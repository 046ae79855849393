package dev.batchenrich.contract.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The webhook of a job as callers see it; null where there is nothing to say.
 *
 * @param lastStatus the status code of the last answer
 * @param lastFailure why there was no answer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WebhookAnswer(
    String url,
    WebhookState state,
    int attempts,
    @Nullable Integer lastStatus,
    @Nullable String lastFailure,
    @Nullable String nextAttemptAt) {

  static WebhookAnswer of(String url, WebhookProgress progress) {
    var last = progress.last();
    return new WebhookAnswer(
        url,
        progress.state(),
        progress.attempts(),
        last == null ? null : last.statusCode(),
        last == null ? null : last.failure(),
        last == null || last.nextAttemptAt() == null ? null : JobAnswer.time(last.nextAttemptAt()));
  }
}
