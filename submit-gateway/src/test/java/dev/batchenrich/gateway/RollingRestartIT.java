package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class RollingRestartIT {

  /** Each may submit five times. */
  private static final int ACCOUNTS = 500;

  private static final byte[] RESULTS = new byte[100_000];

  @TempDir private Path folder;
  private final List<AutoCloseable> closing = new ArrayList<>();
  private GatewayFixture fixture;

  @BeforeEach
  void prepare(KafkaCluster cluster) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
  }

  @AfterEach
  void stop() throws Exception {
    for (var each : closing) {
      each.close();
    }
  }

  @Test
  void throughABalancerNoRequestFailsWhileTwoGatewaysAreRestartedOneAfterTheOther()
      throws Exception {
    var keys = IntStream.range(0, ACCOUNTS).mapToObj(i -> fixture.keyOf("account-" + i)).toList();
    var ports = List.of(Balancer.freePort(), Balancer.freePort());
    var gateways = new ArrayList<GatewayProcess>();
    for (var port : ports) {
      gateways.add(start(port, "first"));
    }
    for (var gateway : gateways) {
      gateway.awaitReady();
    }
    var balancer = new Balancer(folder, ports);
    closing.add(balancer);
    balancer.awaitUp("gateway-1");
    balancer.awaitUp("gateway-2");
    var reader = fixture.keyOf("reader");
    var known =
        batchId(fixture.send(submission(balancer.address(), reader, "company", domains(3))));
    complete(known);
    var link = awaitLink(balancer.address(), reader, known);

    var load = new Load(i -> request(i, balancer.address(), keys, reader, known, link));
    closing.add(load);
    awaitMore(load);
    for (var i = 0; i < ports.size(); i++) {
      gateways.get(i).terminate();
      assertThat(gateways.get(i).awaitExit()).isZero();
      assertThat(gateways.get(i).output()).endsWith("stopped\n").doesNotContain("broken off");
      awaitMore(load);
      start(ports.get(i), "again").awaitReady();
      balancer.awaitUp("gateway-" + (i + 1));
    }
    awaitMore(load);
    var outcomes = load.end();

    var counted = balancer.statistics("BACKEND");
    System.out.printf(
        "rolling restart: %s; of the balancer's requests %s were sent once more to another"
            + " gateway%n",
        outcomes, counted.get("wredis"));
    assertThat(outcomes.keySet()).isSubsetOf("GET 200", "POST 202", "POST 429");
    assertThat(counted).containsEntry("hrsp_5xx", "0").containsEntry("eresp", "0");
    assertThat(counted).containsEntry("srv_abrt", "0");
  }

  private GatewayProcess start(int port, String time) throws IOException {
    var config = fixture.config("gateway-" + port);
    var gateway =
        new GatewayProcess(
            config,
            folder.resolve("%s-%s.log".formatted(config.instanceId(), time)),
            Map.of(),
            "--port",
            Integer.toString(port),
            "--shutdown-delay",
            "10");
    closing.add(gateway);
    return gateway;
  }

  /** As before and after the restarts, so between them. */
  private static void awaitMore(Load load) {
    var enough = load.sent() + 200;
    await().atMost(Duration.ofMinutes(2)).until(() -> load.sent() >= enough);
  }

  /** Of twenty requests one submits, four list, four download and eleven ask for a status. */
  private static HttpRequest request(
      int number, URI address, List<String> keys, String reader, String known, String link) {
    var request =
        switch (number % 20) {
          case 0 -> {
            var key = keys.get(number / 20 % keys.size());
            yield submission(address, key, "company", domains(20));
          }
          case 1, 2, 3, 4 -> authorized(address, "/batch", reader);
          case 5, 6, 7, 8 -> GatewayFixture.request(address, link);
          default -> authorized(address, "/batch/" + known, reader);
        };
    return request.build();
  }

  private String awaitLink(URI address, String key, String batchId) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                json(fixture.send(authorized(address, "/batch/" + batchId, key)))
                    .path("download_url")
                    .asText(),
            link -> !link.isEmpty());
  }

  private static HttpRequest.Builder authorized(URI address, String path, String key) {
    return GatewayFixture.request(address, path).header("Authorization", "Bearer " + key);
  }

  private void complete(String batchId) throws Exception {
    var batch = Statuses.batch(batchId, "reader", Instant.now());
    var status = Statuses.completed(batch, 3, Instant.now(), RESULTS.length);
    var file = fixture.resultsDir().resolve(batchId).resolve("part-0.jsonl.gz");
    Files.createDirectories(file.getParent());
    Files.write(file, RESULTS);
    fixture.publish(status);
  }
}
