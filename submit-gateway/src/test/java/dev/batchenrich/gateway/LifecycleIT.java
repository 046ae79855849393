package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.publish.Publisher;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class LifecycleIT {

  private GatewayFixture fixture;
  private KafkaCluster broker;
  private String key;

  @BeforeEach
  void prepare(KafkaCluster cluster, @TempDir Path folder) {
    broker = cluster;
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    key = fixture.keyOf("account");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aGatewayWaitsForItsTopicsAndIsReadyWhenTheyAreThere() throws Exception {
    var gateway = fixture.start("gateway-1", Clock.systemUTC());

    assertThat(fixture.send(request(gateway, "/health/live")).statusCode()).isEqualTo(200);
    assertThat(fixture.send(request(gateway, "/health/ready")).statusCode()).isEqualTo(503);
    var refused = fixture.submit(gateway, key);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();

    fixture.createTopics();
    assertThat(gateway.awaitReady(Duration.ofSeconds(30))).isTrue();
    assertThat(fixture.send(request(gateway, "/health/ready")).statusCode()).isEqualTo(200);
    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(202);
  }

  @Test
  void aRestartedGatewayKnowsAllJobsAlsoWhenItsViewIsDeletedOrDamaged() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady("gateway-1");
    var batchIds = new String[5];
    for (var i = 0; i < 5; i++) {
      batchIds[i] = batchId(fixture.submit(gateway, key));
    }
    var view = fixture.dataDir("gateway-1").resolve("view.db");

    gateway.close();
    gateway = fixture.startReady("gateway-1");
    assertKnowsFive(gateway, batchIds);

    gateway.close();
    Files.delete(view);
    gateway = fixture.startReady("gateway-1");
    assertKnowsFive(gateway, batchIds);

    gateway.close();
    Files.writeString(view, "this is no database".repeat(1_000));
    gateway = fixture.startReady("gateway-1");
    assertKnowsFive(gateway, batchIds);

    var ended =
        fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
            .map(Chunk::batch)
            .findFirst()
            .orElseThrow();
    fixture.publish(Statuses.completed(ended, 3, Instant.now(), 20));
    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(202);
  }

  @Test
  void withoutKafkaASubmissionIsRefusedInTimeAndNothingIsAccepted() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady("gateway-1");
    var known = batchId(fixture.submit(gateway, key));
    broker.stopNodes(node -> true, TerminationStyle.ABRUPT);

    var begun = System.nanoTime();
    var refused = fixture.submit(gateway, key);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(22));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(json(refused).at("/error/type").textValue()).isEqualTo("unavailable");
    assertThat(json(refused).at("/error/message").textValue()).endsWith("nothing was accepted");
    assertThat(fixture.get(gateway, key, "/batch/" + known).statusCode()).isEqualTo(200);
    assertThat(fixture.get(gateway, key, "/batch").statusCode()).isEqualTo(200);

    var repeatable =
        fixture.send(
            GatewayFixture.submission(gateway, key, "company", GatewayFixture.domains(3))
                .header("Idempotency-Key", "one"));
    assertThat(repeatable.statusCode()).isEqualTo(503);
    assertThat(json(repeatable).at("/error/message").textValue())
        .startsWith("It is not known")
        .endsWith("with the same Idempotency-Key");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> fixture.send(request(gateway, "/health/ready")).statusCode() == 503);

    broker.startNodes(node -> true);
    assertThat(gateway.awaitReady(Duration.ofSeconds(60))).isTrue();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> fixture.submit(gateway, key).statusCode() == 202);
    assertThat(fixture.read(Topic.SUBMISSIONS, Chunk.class)).hasSize(2);
  }

  @Test
  void aTransactionThatFailsIsSettledAndPublishedOnceMore() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady("gateway-1");
    // Another holder of the same transactional ids fences every producer of the gateway.
    var clients = new KafkaClients(Map.of("bootstrap.servers", broker.getBootstrapServers()));
    new Publisher(clients, "gateway-1").close();

    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 6; i++) {
      statuses.add(fixture.submit(gateway, key).statusCode());
    }

    assertThat(statuses).containsExactly(202, 202, 202, 202, 202, 429);
    assertThat(fixture.read(Topic.SUBMISSIONS, Chunk.class)).hasSize(5);
  }

  @Test
  void closingEndsTheSubmissionsUnderWayAndDoesNotWaitForIdleConnections() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady("gateway-1");
    fixture.submit(gateway, fixture.keyOf("idle"));
    var answers =
        IntStream.range(0, 20)
            .mapToObj(i -> fixture.keyOf("closing-" + i))
            .map(
                account ->
                    GatewayFixture.submission(
                        gateway, account, "company", GatewayFixture.domains(5_000)))
            .map(fixture::sendAsync)
            .map(answer -> answer.handle((sent, failure) -> sent == null ? 0 : sent.statusCode()))
            .toList();

    var begun = System.nanoTime();
    gateway.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    var accepted = 0;
    for (var answer : answers) {
      var status = answer.join();
      assertThat(status).isIn(0, 202, 503);
      accepted += status == 202 ? 1 : 0;
    }
    assertThat(fixture.read(Topic.SUBMISSIONS, Chunk.class))
        .hasSizeGreaterThanOrEqualTo(1 + accepted * 50);
  }

  @Test
  void whatCannotBeUsedIsOneClearError() throws Exception {
    var gateway = fixture.start("gateway-1", Clock.systemUTC());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.start("gateway-1", Clock.systemUTC()))
        .withMessage(
            "the data folder %s is in use by another gateway"
                .formatted(fixture.dataDir("gateway-1")));
    var config = fixture.config("gateway-2");
    var samePort =
        new GatewayConfig(
            config.host(),
            gateway.port(),
            null,
            config.kafka(),
            config.apiKeysFile(),
            config.linkSecretFile(),
            config.dataDir(),
            config.results(),
            null,
            config.instanceId(),
            null,
            config.webhookTargets(),
            config.requestsPerMinute(),
            config.shutdownDelay(),
            config.shutdownGrace());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gateway.start(samePort, Clock.systemUTC()))
        .withMessage(
            "cannot listen on 127.0.0.1:%d: it is in use, or may not be used"
                .formatted(gateway.port()));
  }

  private void assertKnowsFive(Gateway gateway, String[] batchIds) throws Exception {
    for (var batchId : batchIds) {
      assertThat(fixture.get(gateway, key, "/batch/" + batchId).statusCode()).isEqualTo(200);
    }
    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(429);
  }
}
