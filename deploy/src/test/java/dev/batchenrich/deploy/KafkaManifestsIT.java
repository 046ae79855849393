package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.contract.topic.Topic;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaManifestsIT {

  private static final short ANY_REPLICATION = 1;

  @ParameterizedTest
  @EnumSource
  void theTopicsAreThoseOfTheContractWithExactlyTheirSettings(Overlay overlay) {
    var created =
        Arrays.stream(Topic.values())
            .collect(
                Collectors.toMap(
                    Topic::topicName, topic -> topic.create(1, ANY_REPLICATION).configs()));
    var described =
        overlay.manifests().ofKind("KafkaTopic").stream()
            .collect(
                Collectors.toMap(
                    Manifests::name, topic -> Manifests.fields(topic.at("/spec/config"))));
    assertThat(described).isEqualTo(created);
  }

  @ParameterizedTest
  @EnumSource
  void everyTopicHasAReplicaOnEachBrokerAndSurvivesTheLossOfOneIfThereAreThree(Overlay overlay) {
    var brokers = overlay.manifests().get("KafkaNodePool", "node").at("/spec/replicas").asInt();
    assertThat(brokers).isEqualTo(overlay == Overlay.PRODUCTION ? 3 : 1);
    assertThat(overlay.manifests().ofKind("KafkaTopic"))
        .allSatisfy(
            topic -> {
              assertThat(topic.at("/spec/partitions").asInt()).isPositive();
              assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(brokers);
            });
    var config =
        Manifests.fields(overlay.manifests().get("Kafka", "batch-enrich").at("/spec/kafka/config"));
    var inSync = String.valueOf(brokers == 1 ? 1 : brokers - 1);
    assertThat(config)
        .containsEntry("auto.create.topics.enable", "false")
        .containsEntry("default.replication.factor", String.valueOf(brokers))
        .containsEntry("offsets.topic.replication.factor", String.valueOf(brokers))
        .containsEntry("transaction.state.log.replication.factor", String.valueOf(brokers))
        .containsEntry("min.insync.replicas", inSync)
        .containsEntry("transaction.state.log.min.isr", inSync);
  }

  @ParameterizedTest
  @EnumSource
  void everyRightIsForATopicThatExistsAndEveryTopicIsWrittenByOneSide(Overlay overlay) {
    var topics = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    var written = new HashSet<String>();
    for (var user : overlay.manifests().ofKind("KafkaUser")) {
      for (var rule : user.at("/spec/authorization/acls")) {
        if (rule.at("/resource/type").asText().equals("topic")) {
          var topic = rule.at("/resource/name").asText();
          assertThat(topics).contains(topic);
          assertThat(mayWrite(rule) && !written.add(topic)).as("two write %s", topic).isFalse();
        }
      }
    }
    assertThat(written).containsExactlyInAnyOrderElementsOf(topics);
  }

  @ParameterizedTest
  @EnumSource
  void usersAndTopicsBelongToTheCluster(Overlay overlay) {
    var cluster = Manifests.name(overlay.manifests().ofKind("Kafka").get(0));
    assertThat(overlay.manifests().documents())
        .filteredOn(document -> Manifests.kind(document).matches("Kafka(Topic|User|NodePool)"))
        .allSatisfy(
            document ->
                assertThat(Manifests.fields(document.at("/metadata/labels")))
                    .containsEntry("strimzi.io/cluster", cluster));
  }

  private static boolean mayWrite(JsonNode rule) {
    return Manifests.texts(rule.path("operations")).contains("Write");
  }
}
