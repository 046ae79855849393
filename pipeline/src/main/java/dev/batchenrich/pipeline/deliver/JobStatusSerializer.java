package dev.batchenrich.pipeline.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A status on Kafka: keyed by batch, in the partition of its account. */
public final class JobStatusSerializer implements KafkaRecordSerializationSchema<JobStatus> {

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      JobStatus status, KafkaSinkContext context, Long timestamp) {
    var topic = Topic.STATUS.topicName();
    var partitions = context.getPartitionsForTopic(topic).length;
    return new ProducerRecord<>(
        topic,
        Topic.partitionOf(status.batch().accountId(), partitions),
        status.batch().batchId().getBytes(UTF_8),
        Json.write(status));
  }
}
