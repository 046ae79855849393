package dev.batchenrich.gateway.redeliver;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.gateway.publish.WebhookRequests;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.View;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Has webhooks of batches that have ended sent again. */
public record Redeliveries(View view, WebhookRequests requests, Clock clock) {

  /**
   * Asks for the delivery that follows the latest one attempted. Until that one is attempted too,
   * to ask again is to ask for the same, so that it is sent once.
   *
   * @throws Refusal if the batch has no webhook_url or has not ended, or Kafka cannot be reached
   */
  public WebhookRequest redeliver(Batch batch) {
    var job = view.catchUp(batch) ? view.find(batch.batchId()) : null;
    if (job == null) {
      throw Refusal.unavailable(
          "It is not known at the moment how far the webhook is; nothing was accepted");
    }
    var status = job.status();
    if (status.batch().webhookUrl() == null) {
      throw conflict("The batch was submitted without webhook_url: there is no webhook to send");
    }
    if (!status.status().isTerminal()) {
      throw conflict(
          "The batch is %s: its webhook is sent when it has ended"
              .formatted(status.status().wireName()));
    }
    var request =
        new WebhookRequest(
            job.webhook().delivery() + 1, clock.instant().truncatedTo(ChronoUnit.MICROS), status);
    if (!requests.publish(request)) {
      throw Refusal.unavailable(
          "It is not known whether the webhook will be sent again;"
              + " look at its deliveries before repeating the request");
    }
    return request;
  }

  private static Refusal conflict(String message) {
    return new Refusal(ErrorType.CONFLICT, message);
  }
}
