package dev.batchenrich.contract.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/** The topics, with the settings that the product's guarantees rest on. */
public enum Topic {
  /** Chunks, keyed and partitioned by batch id; written by gateways and any other producer. */
  SUBMISSIONS("batch-submissions", deletedAfter(7)),
  /** Wishes to cancel batches, keyed by batch id; written by gateways only. */
  CANCELLATIONS("batch-cancellations", deletedAfter(7)),
  /**
   * Reservations and confirmations, keyed by batch id, partitioned by account id; written by
   * gateways only. Log-append time, because leases are measured by it.
   */
  JOBS(
      "batch-jobs",
      plus(compactedAndDeletedAfter(30), MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")),
  /** Statuses, keyed by batch id, partitioned by account id; written by the enrich job only. */
  STATUS("batch-status", compactedAndDeletedAfter(30)),
  /** Submissions that could not be read, with the reason in headers; written by the enrich job. */
  DEAD_LETTERS("batch-dead-letters", deletedAfter(14)),
  /** Wishes to send a webhook again, keyed and partitioned by batch id; written by gateways. */
  WEBHOOK_REQUESTS("webhook-requests", deletedAfter(30)),
  /** Attempts to send webhooks, keyed and partitioned by batch id; written by the webhooks job. */
  WEBHOOK_DELIVERIES("webhook-deliveries", deletedAfter(30));

  private final String topicName;
  private final Map<String, String> config;

  Topic(String topicName, Map<String, String> config) {
    this.topicName = topicName;
    this.config = config;
  }

  public String topicName() {
    return topicName;
  }

  /** The topic as it is to be created. */
  public NewTopic create(int partitions, short replicationFactor) {
    return new NewTopic(topicName, partitions, replicationFactor).configs(config);
  }

  /**
   * The partition that holds all records of {@code id}, an account's or a batch's, whichever the
   * topic is partitioned by: what Kafka's own partitioner would choose for that id as the key.
   */
  public static int partitionOf(String id, int partitions) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static Map<String, String> deletedAfter(int days) {
    return Map.of(
        CLEANUP_POLICY_CONFIG,
        CLEANUP_POLICY_DELETE,
        RETENTION_MS_CONFIG,
        String.valueOf(Duration.ofDays(days).toMillis()));
  }

  private static Map<String, String> compactedAndDeletedAfter(int days) {
    return Map.of(
        CLEANUP_POLICY_CONFIG,
        CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE,
        MIN_COMPACTION_LAG_MS_CONFIG,
        String.valueOf(Duration.ofMinutes(10).toMillis()),
        RETENTION_MS_CONFIG,
        String.valueOf(Duration.ofDays(days).toMillis()));
  }

  private static Map<String, String> plus(Map<String, String> config, String key, String value) {
    var all = new HashMap<>(config);
    all.put(key, value);
    return Map.copyOf(all);
  }
}
