package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class MetricsIT {

  private static final String LAG = "batch_enrich_view_lag_records";
  private static final String READY = "batch_enrich_ready";

  private GatewayFixture fixture;
  private String key;

  @BeforeEach
  void prepare(KafkaCluster cluster, @TempDir Path folder) {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    key = fixture.keyOf("account");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void submissionsAreCountedByWhatBecameOfThem() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady(fixture.configWithMetrics("gateway-1"), Clock.systemUTC());
    for (var i = 0; i < 2; i++) {
      batchId(
          fixture.send(
              submission(gateway, key, "company", domains(3)).header("Idempotency-Key", "one")));
    }
    for (var i = 0; i < 4; i++) {
      batchId(fixture.submit(gateway, key));
    }
    fixture.submit(gateway, key);
    fixture.send(submission(gateway, key, "company", "{}"));
    fixture.submit(gateway, "of nobody");

    assertMetric(gateway, submissions("accepted", "new"), 5);
    assertMetric(gateway, submissions("accepted", "replay"), 1);
    assertMetric(gateway, submissions("refused", "too_many_active_batches"), 1);
    assertMetric(gateway, submissions("refused", "invalid_request"), 1);
    assertMetric(gateway, submissions("refused", "unauthorized"), 1);
    assertMetric(gateway, "batch_enrich_publish_seconds_count{outcome=\"committed\"}", 5);
    assertMetric(gateway, requests("POST", "/batch/company/enrich", 202), 6);
  }

  @Test
  void requestsAreCountedByRouteAndNeverByWhatWasSent() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady(fixture.configWithMetrics("gateway-1"), Clock.systemUTC());
    for (var i = 0; i < 3; i++) {
      fixture.get(gateway, key, "/batch/" + UUID.randomUUID());
      fixture.get(gateway, key, "/of-nobody/" + UUID.randomUUID());
      fixture.send(request(gateway, "/batch").method("BREW" + i, BodyPublishers.noBody()));
    }
    fixture.get(gateway, key, "/batch");
    sendOfAnotherHttp(gateway);

    assertMetric(gateway, requests("GET", "/batch/{batch_id}", 404), 3);
    assertMetric(gateway, requests("GET", "/batch", 200), 1);
    assertMetric(gateway, requests("GET", "unmatched", 404), 3);
    assertMetric(gateway, requests("other", "unmatched", 405), 3);
    assertMetric(gateway, requests("other", "unmatched", 505), 1);
    assertThat(metrics(gateway))
        .contains(
            "batch_enrich_http_requests_seconds_bucket{method=\"GET\",route=\"/batch\",status=\"200\",le=\"0.005\"}")
        .contains("batch_enrich_http_requests_seconds_sum{")
        .contains("jvm_memory_used_bytes{", "process_uptime_seconds", "process_cpu_usage")
        .doesNotContain("of-nobody", "BREW");
  }

  @Test
  void theyTellWhetherTheGatewayIsReady() throws Exception {
    var gateway = fixture.start(fixture.configWithMetrics("gateway-1"), Clock.systemUTC());
    assertMetric(gateway, READY, 0);
    assertThat(metrics(gateway)).contains(LAG + " NaN\n");

    fixture.createTopics();

    assertMetric(gateway, READY, 1);
    assertMetric(gateway, LAG, 0);
  }

  @Test
  void theyTellHowFarTheViewIsBehind() throws Exception {
    fixture.createTopics();
    var gateway = fixture.startReady(fixture.configWithMetrics("gateway-1"), Clock.systemUTC());
    var view = "jdbc:sqlite:" + fixture.dataDir("gateway-1").resolve("view.db");
    try (var locking = DriverManager.getConnection(view);
        var statement = locking.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (var i = 0; i < 3; i++) {
        var batch = Statuses.batch(UUID.randomUUID().toString(), "account", Instant.now());
        fixture.publish(Statuses.completed(batch, 3, Instant.now(), 20));
      }
      assertMetric(gateway, LAG, 3);
    }
    assertMetric(gateway, LAG, 0);
  }

  @Test
  void withoutThePortThereAreNone() throws Exception {
    var gateway = fixture.start("gateway-1", Clock.systemUTC());

    assertThatIllegalStateException().isThrownBy(gateway::metricsPort);
    assertThat(fixture.send(request(gateway, "/metrics")).statusCode()).isEqualTo(404);
  }

  /** What was counted may be seen a moment after the answer. */
  private void assertMetric(Gateway gateway, String series, int value) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(metrics(gateway))
                    .containsPattern("\n%s %d(\\.0)?\n".formatted(Pattern.quote(series), value)));
  }

  private String metrics(Gateway gateway) throws Exception {
    var answer =
        fixture.send(
            request(gateway, "http://127.0.0.1:%d/metrics".formatted(gateway.metricsPort())));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    return answer.body();
  }

  private static String submissions(String outcome, String reason) {
    return "batch_enrich_submissions_total{outcome=\"%s\",reason=\"%s\"}"
        .formatted(outcome, reason);
  }

  private static String requests(String method, String route, int status) {
    return "batch_enrich_http_requests_seconds_count{method=\"%s\",route=\"%s\",status=\"%d\"}"
        .formatted(method, route, status);
  }

  private static void sendOfAnotherHttp(Gateway gateway) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket
          .getOutputStream()
          .write("GET /batch HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("HTTP/1.1 505 ");
    }
  }
}
