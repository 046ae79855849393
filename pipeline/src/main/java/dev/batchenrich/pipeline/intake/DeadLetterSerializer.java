package dev.batchenrich.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.topic.Topic;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A dead letter on Kafka: key and value as they were, and the headers {@code reason}, {@code
 * topic}, {@code partition} and {@code offset} in UTF-8.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    var message = letter.message();
    return new ProducerRecord<>(
        Topic.DEAD_LETTERS.topicName(),
        null,
        message.key(),
        message.value(),
        List.of(
            header("reason", letter.reason()),
            header("topic", Topic.SUBMISSIONS.topicName()),
            header("partition", Integer.toString(message.partition())),
            header("offset", Long.toString(message.offset()))));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
