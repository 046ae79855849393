package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class CancelOutageIT {

  private GatewayFixture fixture;
  private KafkaCluster broker;
  private Gateway gateway;
  private String key;
  private String id;

  @BeforeEach
  void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    broker = cluster;
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1");
    id = batchId(fixture.submit(gateway, key));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void whatKafkaDoesNotTakeIsNotSaidToBeCancelled() throws Exception {
    fixture.set(Topic.CANCELLATIONS, "max.message.bytes", "1");

    assertUnavailable(cancel(), "It is not known whether the batch will be cancelled");
    assertThat(fixture.records(Topic.CANCELLATIONS)).isEmpty();
  }

  @Test
  void withoutKafkaNothingIsCancelled() throws Exception {
    broker.stopNodes(node -> true, TerminationStyle.ABRUPT);

    assertUnavailable(cancel(), "It is not known at the moment how far the batch is");
  }

  private HttpResponse<String> cancel() throws Exception {
    return fixture.send(
        request(gateway, "/batch/%s/cancel".formatted(id))
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.noBody()));
  }

  private static void assertUnavailable(HttpResponse<String> answer, String message)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(json(answer).at("/error/message").textValue()).startsWith(message);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
