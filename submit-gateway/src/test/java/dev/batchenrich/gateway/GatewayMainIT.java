package dev.batchenrich.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class GatewayMainIT {

  /** Nothing that the AWS SDK may find on this machine. */
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_CONFIG_FILE", "/nowhere",
              "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
              "AWS_EC2_METADATA_DISABLED", "true"));

  private GatewayFixture fixture;
  private GatewayConfig config;
  private Path output;
  private @Nullable Process started;

  @BeforeEach
  void prepare(KafkaCluster cluster, @TempDir Path folder) {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.keyOf("account");
    config = fixture.config("gateway-1");
    output = folder.resolve("output");
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.destroyForcibly();
    }
    fixture.close();
  }

  @Test
  void itSaysWhereItListensWhatItWaitsForAndThatItIsReady() throws Exception {
    var gateway = start();
    awaitOutput("listening on http://127.0.0.1:");
    awaitOutput("waiting for Kafka and its topics at " + servers() + ": ");
    awaitOutput(
        "missing: batch-jobs, batch-status, batch-submissions,"
            + " webhook-deliveries, webhook-requests\n");

    fixture.createTopics();
    awaitOutput(" ready\n");

    gateway.destroy();
    assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output)).endsWith("stopped\n").doesNotContain("\tat ");
  }

  @Test
  void itWaitsForAJobLogThatStampsItsRecords() throws Exception {
    fixture.createTopics();
    fixture.set(Topic.JOBS, "message.timestamp.type", "CreateTime");
    start();
    awaitOutput("batch-jobs must have message.timestamp.type=LogAppendTime, has CreateTime\n");

    fixture.set(Topic.JOBS, "message.timestamp.type", "LogAppendTime");
    awaitOutput(" ready\n");
  }

  @Test
  void aKafkaPropertyThatCannotBeUsedEndsItWithOneLine() throws Exception {
    var gateway = start("--kafka.security.protocol", "nonsense");

    assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(output)).singleElement().asString().contains("security.protocol");
  }

  @Test
  void resultsOnS3WithoutWhatTheSdkNeedsEndItWithOneLine() throws Exception {
    var withoutRegion = start("--results", "s3://enrich/results");
    assertThat(withoutRegion.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(withoutRegion.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(output)).singleElement().asString().contains("AWS_REGION");

    environment.put("AWS_REGION", "us-east-1");
    var withoutCredentials = start("--results", "s3://enrich/results");
    assertThat(withoutCredentials.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(withoutCredentials.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(output)).singleElement().asString().contains("AWS_ACCESS_KEY_ID");

    environment.put("AWS_ACCESS_KEY_ID", "access-key");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret-key");
    environment.put("AWS_ENDPOINT_URL_S3", "nonsense");
    var withoutEndpoint = start("--results", "s3://enrich/results");
    assertThat(withoutEndpoint.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(withoutEndpoint.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(output)).singleElement().asString().contains("endpoint");
  }

  private Process start(String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                GatewayMain.class.getName(),
                "--port",
                "0",
                "--instance-id",
                config.instanceId(),
                "--kafka.bootstrap.servers",
                servers(),
                "--api-keys",
                config.apiKeysFile().toString(),
                "--link-secret",
                config.linkSecretFile().toString(),
                "--data-dir",
                config.dataDir().toString(),
                "--results",
                fixture.resultsDir().toString()));
    command.addAll(List.of(more));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(environment);
    var gateway = builder.start();
    started = gateway;
    return gateway;
  }

  /** Without the configuration of logging that tests have. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(joining(File.pathSeparator));
  }

  private String servers() {
    return String.valueOf(config.kafka().get("bootstrap.servers"));
  }

  private void awaitOutput(String text) {
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(output).contains(text));
  }
}
