package dev.batchenrich.gateway.kafka;

import dev.batchenrich.contract.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of jobs and statuses as they are on the cluster.
 *
 * @param ids by topic name; a topic that was deleted and created again has another one
 */
public record Topics(int jobsPartitions, int statusPartitions, Map<String, String> ids) {

  private static final List<Topic> NEEDED = List.of(Topic.SUBMISSIONS, Topic.JOBS, Topic.STATUS);

  public Topics {
    ids = Map.copyOf(ids);
  }

  /**
   * Looks the topics up; they are never created.
   *
   * @throws ExecutionException if the cluster cannot be reached or lacks a topic
   */
  public static Topics describe(Admin admin) throws ExecutionException, InterruptedException {
    var found =
        admin.describeTopics(NEEDED.stream().map(Topic::topicName).toList()).allTopicNames().get();
    return new Topics(
        partitions(found, Topic.JOBS),
        partitions(found, Topic.STATUS),
        Map.of(
            Topic.JOBS.topicName(), id(found, Topic.JOBS),
            Topic.STATUS.topicName(), id(found, Topic.STATUS)));
  }

  /** Where the reservations and confirmations of an account are. */
  public TopicPartition jobsOf(String accountId) {
    return new TopicPartition(Topic.JOBS.topicName(), Topic.partitionOf(accountId, jobsPartitions));
  }

  /** Where the statuses of an account's jobs are. */
  public TopicPartition statusOf(String accountId) {
    return new TopicPartition(
        Topic.STATUS.topicName(), Topic.partitionOf(accountId, statusPartitions));
  }

  /** All partitions of both topics. */
  public List<TopicPartition> partitions() {
    return Stream.concat(all(Topic.JOBS, jobsPartitions), all(Topic.STATUS, statusPartitions))
        .toList();
  }

  private static Stream<TopicPartition> all(Topic topic, int partitions) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
  }

  private static int partitions(Map<String, TopicDescription> found, Topic topic) {
    return description(found, topic).partitions().size();
  }

  private static String id(Map<String, TopicDescription> found, Topic topic) {
    return description(found, topic).topicId().toString();
  }

  private static TopicDescription description(Map<String, TopicDescription> found, Topic topic) {
    var description = found.get(topic.topicName());
    if (description == null) {
      throw new IllegalStateException("topic was asked for: " + topic.topicName());
    }
    return description;
  }
}
