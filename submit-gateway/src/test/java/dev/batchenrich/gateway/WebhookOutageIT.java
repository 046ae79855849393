package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.Attempts.AT;
import static dev.batchenrich.gateway.Attempts.URL;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class WebhookOutageIT {

  private GatewayFixture fixture;
  private KafkaCluster broker;
  private Gateway gateway;
  private String key;
  private Batch ended;

  @BeforeEach
  void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    broker = cluster;
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1");
    ended = Statuses.batch(UUID.randomUUID().toString(), "account", URL, AT);
    fixture.publish(Statuses.completed(ended, 3, AT, 20));
    fixture.publish(Attempts.answered(ended.batchId(), 1, 1, 500, null));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void withoutKafkaDeliveriesAreListedAsFarAsKnownAndNothingIsSentAgain() throws Exception {
    var known = deliveries();
    assertThat(json(known).get("deliveries")).hasSize(1);
    broker.stopNodes(node -> true, TerminationStyle.ABRUPT);

    var refused = redeliver();

    assertUnavailable(refused);
    assertThat(message(refused)).endsWith("nothing was accepted");
    assertThat(deliveries().body()).isEqualTo(known.body());
  }

  @Test
  void aRequestThatKafkaDoesNotTakeIsNotSaidToBeAccepted() throws Exception {
    refuseRecords(Topic.WEBHOOK_REQUESTS);

    var refused = redeliver();

    assertUnavailable(refused);
    assertThat(message(refused)).startsWith("It is not known");
    assertThat(fixture.records(Topic.WEBHOOK_REQUESTS)).isEmpty();
  }

  private void refuseRecords(Topic topic) throws Exception {
    var smallest = new ConfigEntry(MAX_MESSAGE_BYTES_CONFIG, "1");
    try (var admin = Admin.create(fixture.clientProperties())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                  List.of(new AlterConfigOp(smallest, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private HttpResponse<String> deliveries() throws Exception {
    return fixture.get(gateway, key, "/batch/%s/webhook/deliveries".formatted(ended.batchId()));
  }

  private HttpResponse<String> redeliver() throws Exception {
    return fixture.send(
        request(gateway, "/batch/%s/webhook/redeliver".formatted(ended.batchId()))
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.noBody()));
  }

  private static void assertUnavailable(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo("unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private static String message(HttpResponse<String> answer) throws Exception {
    return json(answer).at("/error/message").textValue();
  }
}
