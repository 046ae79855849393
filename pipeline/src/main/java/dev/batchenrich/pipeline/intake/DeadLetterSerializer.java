package dev.batchenrich.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.topic.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on Kafka: key and value as they were, and the headers {@code reason}, {@code
 * topic}, {@code partition} and {@code offset} in UTF-8. With these headers the largest of messages
 * would be too large for the topic: what is cut off is said in the header {@code truncated}, and
 * still stands at the offset. The metric {@code user.dead_letters} counts them.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

  private static final int MAX_KEY = 10_000;

  /** Leaves room for the key and the headers in Kafka's default limit of 1 MiB. */
  private static final int MAX_VALUE = 1_000_000;

  private transient Counter deadLetters;

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    deadLetters = context.getMetricGroup().counter("dead_letters");
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    deadLetters.inc();
    var message = letter.message();
    var key = cut(message.key(), MAX_KEY);
    var value = cut(message.value(), MAX_VALUE);
    var headers = new ArrayList<Header>();
    headers.add(header("reason", letter.reason()));
    headers.add(header("topic", Topic.SUBMISSIONS.topicName()));
    headers.add(header("partition", Integer.toString(message.partition())));
    headers.add(header("offset", Long.toString(message.offset())));
    if (key != message.key() || value != message.value()) {
      headers.add(header("truncated", "true"));
    }
    return new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, key, value, headers);
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int limit) {
    return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
