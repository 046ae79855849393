package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks the enrich job, on {@code batch-cancellations}, to end a batch before its time. */
public record CancellationLog(Appender appender) {

  /** False if Kafka did not answer in time: the cancellation may be there all the same. */
  public boolean publish(Cancellation cancellation) {
    var topic = Topic.CANCELLATIONS.topicName();
    var value = Json.write(cancellation);
    return appender.append(new ProducerRecord<>(topic, cancellation.batchId(), value)) != null;
  }
}
