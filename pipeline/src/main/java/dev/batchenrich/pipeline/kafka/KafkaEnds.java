package dev.batchenrich.pipeline.kafka;

import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.pipeline.intake.DeadLetter;
import dev.batchenrich.pipeline.intake.DeadLetterSerializer;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.MessageDeserializer;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Where the jobs meet Kafka. */
public final class KafkaEnds {

  /**
   * A fetch brings so much of a partition, or one record batch if that is larger, as the one with
   * the chunks of a large batch is. More would be cut off in the midst of another, which has to
   * come again as a whole; and it would lie in the heap while the job is busy.
   */
  private static final int FETCH_BYTES = 64 * 1024;

  private final String group;
  private final Properties client = new Properties();

  /**
   * @param group the consumer group that the job's offsets are committed for, for all to see; the
   *     job itself does not go by them
   * @param client properties for every client
   */
  public KafkaEnds(String group, Map<String, String> client) {
    this.group = group;
    this.client.putAll(client);
  }

  /** The stream of a source, whose operator is known by {@code name}. */
  public static <T> SingleOutputStreamOperator<T> stream(
      StreamExecutionEnvironment environment, KafkaSource<T> source, String name) {
    return environment.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
  }

  public KafkaSource<Message> submissions() {
    return source(Topic.SUBMISSIONS, new MessageDeserializer());
  }

  public KafkaSource<Cancellation> cancellations() {
    return source(Topic.CANCELLATIONS, new JsonDeserializer<>(Cancellation.class));
  }

  public KafkaSource<JobStatus> statusSource() {
    return source(Topic.STATUS, new JsonDeserializer<>(JobStatus.class));
  }

  public KafkaSource<WebhookRequest> webhookRequestSource() {
    return source(Topic.WEBHOOK_REQUESTS, new JsonDeserializer<>(WebhookRequest.class));
  }

  public KafkaSource<WebhookAttempt> webhookAttemptSource() {
    return source(Topic.WEBHOOK_DELIVERIES, new JsonDeserializer<>(WebhookAttempt.class));
  }

  public Sink<DeadLetter> deadLetters() {
    return sink(new DeadLetterSerializer());
  }

  /** Statuses may be written twice; readers apply one only if it is further. */
  public Sink<JobStatus> statuses() {
    return sink(
        new JsonSerializer<>(
            Topic.STATUS,
            status -> status.batch().batchId(),
            status -> status.batch().accountId()));
  }

  public Sink<WebhookAttempt> webhookAttempts() {
    return sink(
        new JsonSerializer<>(
            Topic.WEBHOOK_DELIVERIES, WebhookAttempt::batchId, WebhookAttempt::batchId));
  }

  /**
   * What is in a topic, of which only what is in committed transactions. A job without a checkpoint
   * begins with the oldest: doing something again is harmless, losing it is not.
   */
  private <T> KafkaSource<T> source(Topic topic, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES))
        .setProperties(client)
        .setTopics(topic.topicName())
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString())
        .setDeserializer(deserializer)
        .build();
  }

  /** Sends at once: somebody waits for the end of a batch, or of an attempt. */
  private <T> Sink<T> sink(KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
        .setKafkaProducerConfig(client)
        .setRecordSerializer(serializer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }
}
