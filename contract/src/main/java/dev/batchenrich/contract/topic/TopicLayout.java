package dev.batchenrich.contract.topic;

import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How the topics are spread over the brokers of a cluster.
 *
 * @param submissionPartitions of {@code batch-submissions}
 * @param partitions of each topic that is partitioned by account or batch; it cannot change once
 *     there are jobs
 * @param replicationFactor how many brokers keep each partition
 * @param minInsyncReplicas how many of them must have a record before it counts as written
 */
public record TopicLayout(
    int submissionPartitions, int partitions, int replicationFactor, int minInsyncReplicas) {

  private static final int MOST_PARTITIONS = 10_000;

  public TopicLayout {
    requireRange("submission-partitions", submissionPartitions, MOST_PARTITIONS);
    requireRange("partitions", partitions, MOST_PARTITIONS);
    requireRange("replication-factor", replicationFactor, Short.MAX_VALUE);
    requireRange("min-insync-replicas", minInsyncReplicas, replicationFactor);
  }

  /** All topics, as they are to be created. */
  public List<NewTopic> topics() {
    return Arrays.stream(Topic.values()).map(this::topic).toList();
  }

  private NewTopic topic(Topic topic) {
    var created = topic.create(partitionsOf(topic), (short) replicationFactor);
    var config = new HashMap<>(created.configs());
    config.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(minInsyncReplicas));
    return created.configs(Map.copyOf(config));
  }

  private int partitionsOf(Topic topic) {
    return switch (topic) {
      case SUBMISSIONS -> submissionPartitions;
      case JOBS, STATUS, WEBHOOK_REQUESTS, WEBHOOK_DELIVERIES -> partitions;
      case CANCELLATIONS, DEAD_LETTERS -> 1;
    };
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s must be 1 to %d, is %d".formatted(name, most, value));
    }
  }
}
