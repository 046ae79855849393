package dev.batchenrich.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A message on Kafka in JSON.
 *
 * @param key the id that is its key
 * @param partitionedBy the id that its partition is chosen by
 */
record JsonSerializer<T extends Record>(
    Topic topic, SerializableFunction<T, String> key, SerializableFunction<T, String> partitionedBy)
    implements KafkaRecordSerializationSchema<T> {

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T message, KafkaSinkContext context, Long timestamp) {
    var partitions = context.getPartitionsForTopic(topic.topicName()).length;
    return new ProducerRecord<>(
        topic.topicName(),
        Topic.partitionOf(partitionedBy.apply(message), partitions),
        key.apply(message).getBytes(UTF_8),
        Json.write(message));
  }
}
