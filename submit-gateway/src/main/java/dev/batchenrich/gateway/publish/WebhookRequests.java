package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.contract.topic.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks the webhooks job, on {@code webhook-requests}, to send a webhook again. */
public record WebhookRequests(Appender appender) {

  /** False if Kafka did not answer in time: the request may be there all the same. */
  public boolean publish(WebhookRequest request) {
    var batchId = request.job().batch().batchId();
    var topic = Topic.WEBHOOK_REQUESTS.topicName();
    return appender.append(new ProducerRecord<>(topic, batchId, Json.write(request))) != null;
  }
}
