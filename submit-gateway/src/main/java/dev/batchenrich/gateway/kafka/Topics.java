package dev.batchenrich.gateway.kafka;

import dev.batchenrich.contract.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;

/**
 * The topics that the view is read from, as they are on the cluster.
 *
 * @param partitionCounts by topic name
 * @param ids by topic name; a topic that was deleted and created again has another one
 */
public record Topics(Map<String, Integer> partitionCounts, Map<String, String> ids) {

  private static final List<Topic> WRITTEN =
      List.of(Topic.SUBMISSIONS, Topic.CANCELLATIONS, Topic.WEBHOOK_REQUESTS);
  private static final List<Topic> READ =
      List.of(Topic.JOBS, Topic.STATUS, Topic.WEBHOOK_DELIVERIES);

  public Topics {
    partitionCounts = Map.copyOf(partitionCounts);
    ids = Map.copyOf(ids);
  }

  /**
   * Looks up the topics that are read, and whether those that are written are there; none is ever
   * created.
   *
   * @throws ExecutionException if the cluster cannot be reached
   * @throws UnknownTopicOrPartitionException naming the topics that it lacks
   * @throws InvalidConfigurationException if leases could not be measured by the job log
   */
  public static Topics describe(Admin admin) throws ExecutionException, InterruptedException {
    var partitionCounts = new HashMap<String, Integer>();
    var ids = new HashMap<String, String>();
    for (var topic : find(admin)) {
      if (READ.stream().anyMatch(read -> read.topicName().equals(topic.name()))) {
        partitionCounts.put(topic.name(), topic.partitions().size());
        ids.put(topic.name(), topic.topicId().toString());
      }
    }
    requireLogTimes(admin);
    return new Topics(partitionCounts, ids);
  }

  /** Where the reservations and confirmations of an account are. */
  public TopicPartition jobsOf(String accountId) {
    return partitionOf(Topic.JOBS, accountId);
  }

  /** Where the statuses of an account's jobs are. */
  public TopicPartition statusOf(String accountId) {
    return partitionOf(Topic.STATUS, accountId);
  }

  /** Where the attempts to send the webhook of a batch are. */
  public TopicPartition deliveriesOf(String batchId) {
    return partitionOf(Topic.WEBHOOK_DELIVERIES, batchId);
  }

  /** All partitions of all of them. */
  public List<TopicPartition> partitions() {
    return partitionCounts.entrySet().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.getValue())
                    .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
        .toList();
  }

  /** Reservations end by the times of the log; those of producers would break the limit unseen. */
  private static void requireLogTimes(Admin admin) throws ExecutionException, InterruptedException {
    var jobs = new ConfigResource(ConfigResource.Type.TOPIC, Topic.JOBS.topicName());
    var settings =
        Objects.requireNonNull(admin.describeConfigs(List.of(jobs)).all().get().get(jobs));
    var setting = settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
    if (!setting.equals(TimestampType.LOG_APPEND_TIME.toString())) {
      throw new InvalidConfigurationException(
          "%s must have %s=%s, has %s"
              .formatted(
                  Topic.JOBS.topicName(),
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                  TimestampType.LOG_APPEND_TIME,
                  setting));
    }
  }

  private TopicPartition partitionOf(Topic topic, String id) {
    var name = topic.topicName();
    var count = Objects.requireNonNull(partitionCounts.get(name));
    return new TopicPartition(name, Topic.partitionOf(id, count));
  }

  private static List<TopicDescription> find(Admin admin)
      throws ExecutionException, InterruptedException {
    var names = Stream.of(WRITTEN, READ).flatMap(List::stream).map(Topic::topicName).toList();
    var found = new ArrayList<TopicDescription>();
    var missing = new ArrayList<String>();
    for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        found.add(topic.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        missing.add(topic.getKey());
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw new UnknownTopicOrPartitionException("missing: " + String.join(", ", missing));
    }
    return found;
  }
}
