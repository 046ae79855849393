package dev.batchenrich.contract.topic;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Compares topics with what they should be. */
public final class TopicCheck {

  /** Of these, more is good as well; -1 is without end. */
  private static final Set<String> AT_LEAST =
      Set.of(RETENTION_MS_CONFIG, MIN_COMPACTION_LAG_MS_CONFIG, MIN_IN_SYNC_REPLICAS_CONFIG);

  private TopicCheck() {}

  /**
   * In what the topics of the cluster, all of which exist, fall short of {@code wanted}, each as a
   * line of text.
   *
   * @throws ExecutionException if they cannot be described
   */
  public static List<String> shortcomings(Admin admin, Collection<NewTopic> wanted)
      throws ExecutionException, InterruptedException {
    var names = wanted.stream().map(NewTopic::name).toList();
    var topics = admin.describeTopics(names).allTopicNames().get();
    var configs =
        admin.describeConfigs(names.stream().map(TopicCheck::resource).toList()).all().get();
    var found = new ArrayList<String>();
    for (var topic : wanted) {
      var name = topic.name();
      Stream.concat(
              shape(topic, requireNonNull(topics.get(name))),
              settings(topic, requireNonNull(configs.get(resource(name)))))
          .map(shortcoming -> name + " " + shortcoming)
          .forEach(found::add);
    }
    return found;
  }

  private static Stream<String> shape(NewTopic wanted, TopicDescription actual) {
    var partitions = actual.partitions().size();
    var replicas =
        actual.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
    return Stream.of(
            partitions == wanted.numPartitions()
                ? ""
                : "has %d partitions, not %d".formatted(partitions, wanted.numPartitions()),
            replicas >= wanted.replicationFactor()
                ? ""
                : "has %d replicas, not %d".formatted(replicas, wanted.replicationFactor()))
        .filter(shortcoming -> !shortcoming.isEmpty());
  }

  private static Stream<String> settings(NewTopic wanted, Config actual) {
    return wanted.configs().entrySet().stream()
        .filter(
            setting ->
                !holds(setting.getKey(), setting.getValue(), value(actual, setting.getKey())))
        .map(
            setting ->
                "has %s=%s, not %s"
                    .formatted(
                        setting.getKey(), value(actual, setting.getKey()), setting.getValue()))
        .sorted();
  }

  private static boolean holds(String key, String wanted, String actual) {
    if (AT_LEAST.contains(key)) {
      var value = Long.parseLong(actual);
      return value == -1 || value >= Long.parseLong(wanted);
    }
    return words(wanted).equals(words(actual));
  }

  private static Set<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static String value(Config config, String key) {
    return config.get(key).value();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
