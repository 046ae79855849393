package dev.batchenrich.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.kafka.SecuredClient;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.contract.topic.TopicCreation;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.SaslMechanism;
import io.kroxylicious.testing.kafka.common.SaslMechanism.Principal;
import io.kroxylicious.testing.kafka.common.Tls;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a broker that asks for TLS and a password, which stands in a file. */
@ExtendWith(KafkaClusterExtension.class)
class SecuredKafkaIT {

  private static final String PASSWORD = "the-right-password";

  @TempDir Path folder;
  private GatewayFixture fixture;
  private SecuredClient secured;
  private String key = "";
  private String bootstrapServers = "";

  @BeforeEach
  void prepare(
      @Tls
          @SaslMechanism(
              value = "SCRAM-SHA-512",
              principals = @Principal(user = SecuredClient.USER, password = PASSWORD))
          KafkaCluster kafka)
      throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    fixture = new GatewayFixture(bootstrapServers, folder);
    key = fixture.keyOf("account");
    var client = kafka.getKafkaClientConfiguration(SecuredClient.USER, PASSWORD);
    try (var admin = Admin.create(client)) {
      TopicCreation.createMissing(
          admin, Stream.of(Topic.values()).map(topic -> topic.create(2, (short) 1)).toList());
    }
    secured = new SecuredClient(folder).trusting(client);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSubmissionIsTakenAndFound() throws Exception {
    secured.writePassword(PASSWORD);
    var gateway = fixture.startReady(new GatewayOptions(arguments()).config(), Clock.systemUTC());

    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(202);
    assertThat(fixture.get(gateway, key, "/batch").body()).contains("\"status\":\"pending\"");
  }

  @Test
  void aWrongPasswordIsNamedAndNotShown() throws Exception {
    secured.writePassword("another-password");
    var output = folder.resolve("output");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), GatewayMain.class.getName()));
    command.addAll(arguments());
    var gateway =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.readString(output).contains("waiting for Kafka"));
      assertThat(Files.readString(output))
          .contains("SaslAuthenticationException", "invalid credentials")
          .doesNotContain("another-password");
    } finally {
      gateway.destroyForcibly().waitFor();
    }
  }

  private List<String> arguments() throws IOException, InterruptedException {
    var own =
        List.of(
            "--port",
            "0",
            "--instance-id",
            "gateway-1",
            "--api-keys",
            fixture.apiKeys().toString(),
            "--link-secret",
            folder.resolve("link-secret").toString(),
            "--data-dir",
            fixture.dataDir("gateway-1").toString(),
            "--results",
            fixture.resultsDir().toString(),
            "--kafka.bootstrap.servers",
            bootstrapServers);
    return Stream.concat(own.stream(), secured.options().stream()).toList();
  }

  /** Without the configuration of logging that tests have. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(joining(File.pathSeparator));
  }
}
