package dev.batchenrich.contract.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics that can be written to at once. */
public final class TopicCreation {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private TopicCreation() {}

  /**
   * Creates those of {@code topics} that are missing, and leaves the others as they are. It returns
   * when the leader of each new partition answers for it: to a producer that comes before, a broker
   * may refuse the first batch and take the second, and with idempotence the first one is then
   * refused as out of order until it expires.
   *
   * @return the names of those that were missing
   * @throws ExecutionException if a topic cannot be created, or its leaders do not answer within
   *     half a minute
   */
  public static Set<String> createMissing(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    var created = new HashMap<TopicPartition, OffsetSpec>();
    var creation = admin.createTopics(topics);
    for (var topic : creation.values().keySet()) {
      try {
        for (var i = 0; i < creation.numPartitions(topic).get(); i++) {
          created.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    awaitLeaders(admin, created);
    return created.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  /**
   * A broker may answer before it has heard of a topic itself, which the client takes for final.
   */
  private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
      throws ExecutionException, InterruptedException {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        admin.listOffsets(partitions).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
