package dev.batchenrich.pipeline;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.pipeline.deliver.JobStatusSerializer;
import dev.batchenrich.pipeline.intake.DeadLetter;
import dev.batchenrich.pipeline.intake.DeadLetterSerializer;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.MessageDeserializer;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Where the job {@code enrich} meets Kafka. */
final class KafkaEnds {

  private static final String GROUP = "batch-enrich";

  private final Properties client = new Properties();

  KafkaEnds(Map<String, String> client) {
    this.client.putAll(client);
  }

  /**
   * Submissions, of which only those in committed transactions. A job without a checkpoint begins
   * with the oldest: doing a batch again is harmless, losing one is not.
   */
  KafkaSource<Message> submissions() {
    return KafkaSource.<Message>builder()
        .setProperties(client)
        .setTopics(Topic.SUBMISSIONS.topicName())
        .setGroupId(GROUP)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString())
        .setDeserializer(new MessageDeserializer())
        .build();
  }

  Sink<DeadLetter> deadLetters() {
    return sink(new DeadLetterSerializer());
  }

  /** Statuses may be written twice; readers apply one only if it is further. */
  Sink<JobStatus> statuses() {
    return sink(new JobStatusSerializer());
  }

  private <T> Sink<T> sink(KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(client)
        .setRecordSerializer(serializer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }
}
