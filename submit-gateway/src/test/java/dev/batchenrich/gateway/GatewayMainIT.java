package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class GatewayMainIT {

  private final Map<String, String> environment = new HashMap<>();
  private final List<GatewayProcess> started = new ArrayList<>();
  private GatewayFixture fixture;
  private GatewayConfig config;
  private Path output;

  @BeforeEach
  void prepare(KafkaCluster cluster, @TempDir Path folder) {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.keyOf("account");
    config = fixture.config("gateway-1");
    output = folder.resolve("output");
  }

  @AfterEach
  void stop() {
    started.forEach(GatewayProcess::close);
    fixture.close();
  }

  @Test
  void itSaysWhereItListensWhatItWaitsForAndThatItIsReady() throws Exception {
    var gateway = start();
    gateway.awaitOutput("listening on http://127.0.0.1:");
    gateway.awaitOutput(
        "waiting for Kafka and its topics at " + config.kafka().get("bootstrap.servers") + ": ");
    gateway.awaitOutput(
        "missing: batch-cancellations, batch-jobs, batch-status, batch-submissions,"
            + " webhook-deliveries, webhook-requests\n");

    fixture.createTopics();
    gateway.awaitOutput(" ready\n");

    gateway.terminate();
    assertThat(gateway.awaitExit()).isZero();
    assertThat(gateway.output()).endsWith("stopped\n").doesNotContain("\tat ");
  }

  @Test
  void itWaitsForAJobLogThatStampsItsRecords() throws Exception {
    fixture.createTopics();
    fixture.set(Topic.JOBS, "message.timestamp.type", "CreateTime");
    var gateway = start();
    gateway.awaitOutput(
        "batch-jobs must have message.timestamp.type=LogAppendTime, has CreateTime\n");

    fixture.set(Topic.JOBS, "message.timestamp.type", "LogAppendTime");
    gateway.awaitOutput(" ready\n");
  }

  @Test
  void aKafkaPropertyThatCannotBeUsedEndsItWithOneLine() throws Exception {
    var gateway = start("--kafka.security.protocol", "nonsense");

    assertThat(gateway.awaitExit()).isEqualTo(1);
    assertThat(gateway.outputLines()).singleElement().asString().contains("security.protocol");
  }

  @Test
  void resultsOnS3WithoutWhatTheSdkNeedsEndItWithOneLine() throws Exception {
    var withoutRegion = start("--results", "s3://enrich/results");
    assertThat(withoutRegion.awaitExit()).isEqualTo(1);
    assertThat(withoutRegion.outputLines()).singleElement().asString().contains("AWS_REGION");

    environment.put("AWS_REGION", "us-east-1");
    var withoutCredentials = start("--results", "s3://enrich/results");
    assertThat(withoutCredentials.awaitExit()).isEqualTo(1);
    assertThat(withoutCredentials.outputLines())
        .singleElement()
        .asString()
        .contains("AWS_ACCESS_KEY_ID");

    environment.put("AWS_ACCESS_KEY_ID", "access-key");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret-key");
    environment.put("AWS_ENDPOINT_URL_S3", "nonsense");
    var withoutEndpoint = start("--results", "s3://enrich/results");
    assertThat(withoutEndpoint.awaitExit()).isEqualTo(1);
    assertThat(withoutEndpoint.outputLines()).singleElement().asString().contains("endpoint");
  }

  @Test
  void aMetricsPortThatIsInUseEndsItWithOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var gateway = start("--metrics-port", Integer.toString(taken.getLocalPort()));

      assertThat(gateway.awaitExit()).isEqualTo(1);
      assertThat(gateway.outputLines())
          .containsExactly(
              "cannot listen for metrics on 127.0.0.1:%d: it is in use, or may not be used"
                  .formatted(taken.getLocalPort()));
    }
  }

  private GatewayProcess start(String... more) throws IOException {
    var gateway = new GatewayProcess(config, output, environment, more);
    started.add(gateway);
    return gateway;
  }
}
