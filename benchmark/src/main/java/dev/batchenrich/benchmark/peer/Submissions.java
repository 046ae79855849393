package dev.batchenrich.benchmark.peer;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a peer reads, and for whom.
 *
 * @param topic chunks, keyed by batch
 * @param partitions of the topic
 * @param cores that there are
 * @param temporary a folder for whatever it needs
 * @param handler takes each chunk, those of one batch in order and one at a time
 */
public record Submissions(
    String bootstrapServers,
    String topic,
    int partitions,
    int cores,
    Path temporary,
    Consumer<byte[]> handler) {

  static final String GROUP = "peer";

  /** Of a consumer of what was committed by the gateways, from the beginning. */
  Map<String, Object> consumerProperties() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.GROUP_ID_CONFIG,
        GROUP,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        StringDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false);
  }
}
