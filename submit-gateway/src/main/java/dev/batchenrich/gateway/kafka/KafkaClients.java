package dev.batchenrich.gateway.kafka;

import dev.batchenrich.gateway.admission.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Opens clients of one Kafka cluster. What the guarantees rest on is set here and wins over what
 * the operator configured.
 *
 * @param properties of every client: addresses, TLS, SASL
 */
public record KafkaClients(Map<String, String> properties) {

  /** How long any one call may take before a caller is told that Kafka is unavailable. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private static final int CALL_MILLIS = (int) CALL_TIMEOUT.toMillis();

  /** A lost request is sent again within the time of the call. */
  private static final int REQUEST_MILLIS = CALL_MILLIS / 2;

  public KafkaClients {
    properties = Map.copyOf(properties);
  }

  /** Without the values: passwords may be among them. */
  @Override
  public String toString() {
    return "KafkaClients" + properties.keySet();
  }

  /**
   * Reads the properties as the clients will, without opening any.
   *
   * @throws IllegalArgumentException saying in one line which of them cannot be used
   */
  public void requireUsable() {
    try {
      new AdminClientConfig(adminConfig());
      new ProducerConfig(transactionalConfig("check"));
      new ConsumerConfig(consumerConfig());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "Kafka clients cannot be set up like this: " + e.getMessage(), e);
    }
  }

  public Admin admin() {
    return Admin.create(adminConfig());
  }

  /** A producer whose records stand by themselves. */
  public KafkaProducer<String, byte[]> plainProducer() {
    return new KafkaProducer<>(producerConfig("plain"));
  }

  /** A producer that takes over from any earlier one of the same id. */
  public KafkaProducer<String, byte[]> transactionalProducer(String transactionalId) {
    return new KafkaProducer<>(transactionalConfig(transactionalId));
  }

  /** A consumer of committed records that is told where to read. */
  public KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(consumerConfig());
  }

  private Map<String, Object> adminConfig() {
    var config = common("admin");
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    return config;
  }

  /** Its records are sent when it is flushed or committed, together. */
  private Map<String, Object> transactionalConfig(String transactionalId) {
    var config = producerConfig(transactionalId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) Lease.TRANSACTION_TIMEOUT.toMillis());
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
    config.put(ProducerConfig.LINGER_MS_CONFIG, REQUEST_MILLIS);
    return config;
  }

  private Map<String, Object> producerConfig(String clientId) {
    var config = common(clientId);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    return config;
  }

  private Map<String, Object> consumerConfig() {
    var config = common("view");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    return config;
  }

  private Map<String, Object> common(String clientId) {
    var config = new HashMap<String, Object>(properties);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "batch-enrich-gateway-" + clientId);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    return config;
  }
}
