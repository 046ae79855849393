package dev.batchenrich.pipeline.schedule;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.JobStatus;
import java.util.Objects;

/**
 * An attempt to send a webhook that is to be made now.
 *
 * @param job how the batch ended
 * @param delivery see {@link dev.batchenrich.contract.message.WebhookRequest}
 * @param attempt 1 for the first of a delivery
 * @param progress what came of it before
 */
public record DueAttempt(JobStatus job, int delivery, int attempt, WebhookProgress progress) {

  /** Where it is to be sent. */
  public String url() {
    return Objects.requireNonNull(job.batch().webhookUrl(), "a request has a webhook_url");
  }
}
