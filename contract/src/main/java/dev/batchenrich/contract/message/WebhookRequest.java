package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;

import java.time.Instant;

/**
 * Asks for the webhook of a batch that has ended to be sent, on {@code webhook-requests} if it is
 * to be sent once more.
 *
 * @param version of the message format, {@value #VERSION}
 * @param delivery 1 for the one at the end of the batch, and one more each time it is sent again
 * @param job how the batch ended; its batch has a webhook_url
 */
public record WebhookRequest(int version, int delivery, Instant requestedAt, JobStatus job) {

  public static final int VERSION = 1;

  public WebhookRequest {
    Valid.version(version, VERSION);
    require(delivery >= 1, "delivery must be at least 1, is %d", delivery);
    requirePresent(requestedAt, "requested_at");
    requirePresent(job, "job");
    require(job.status().isTerminal(), "job.status must be an end, is %s", job.status().wireName());
    requirePresent(job.batch().webhookUrl(), "job.batch.webhook_url");
  }

  /** A request in the current version of the format. */
  public WebhookRequest(int delivery, Instant requestedAt, JobStatus job) {
    this(VERSION, delivery, requestedAt, job);
  }
}
