package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.SaslMechanism;
import io.kroxylicious.testing.kafka.common.SaslMechanism.Principal;
import io.kroxylicious.testing.kafka.common.Tls;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both jobs with a broker that asks for TLS and a password, which stands in a file. */
@ExtendWith(KafkaClusterExtension.class)
class SecuredKafkaIT {

  private static final String USER = "batch-enrich";
  private static final String PASSWORD = "the-right-password";

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;
  private String bootstrapServers = "";
  private Outside outside;

  @BeforeEach
  void prepare(
      @Tls
          @SaslMechanism(
              value = "SCRAM-SHA-512",
              principals = @Principal(user = USER, password = PASSWORD))
          KafkaCluster kafka)
      throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    var client = kafka.getKafkaClientConfiguration(USER, PASSWORD);
    outside = new Outside(client, folder.resolve("results"), 2);
    writePem(
        Path.of(String.valueOf(client.get("ssl.truststore.location"))),
        String.valueOf(client.get("ssl.truststore.password")),
        folder.resolve("ca.pem"));
    writePassword(PASSWORD);
    Files.writeString(
        folder.resolve("webhook-secrets"), "acme whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
  }

  @Test
  void aBatchComesToItsEndAndItsWebhookIsSent() throws Exception {
    try (var receiver = new WebhookReceiver(call -> 200);
        var enrich = enrich();
        var webhooks =
            new RunningJob(2, RunningJob.webhooks(bootstrapServers, folder, security()))) {
      var batch = Batches.to(receiver.url(), Batches.people(100, 10));
      outside.submit(Batches.chunks(batch, 10, FakeDirectory.emails(100)));

      assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
      assertThat(outside.lines(outside.end(batch))).isEqualTo(FakeDirectory.lines(100));
      await()
          .atMost(Outside.PATIENCE)
          .until(() -> outside.attempts(batch).stream().anyMatch(WebhookAttempt::isDelivered));
    }
  }

  @Test
  void aWrongPasswordIsNamedAndTheJobGoesOnOnceItIsPutRight(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    writePassword("another-password");
    try (var job = enrich()) {
      await()
          .atMost(Outside.PATIENCE)
          .until(() -> job.lastFailure(cluster).contains("SaslAuthenticationException"));
      assertThat(job.lastFailure(cluster))
          .contains("invalid credentials")
          .doesNotContain("another-password");

      writePassword(PASSWORD);
      var batch = Batches.people(100, 10);
      outside.submit(Batches.chunks(batch, 10, FakeDirectory.emails(100)));
      assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    }
  }

  private RunningJob enrich() throws Exception {
    return new RunningJob(
        bootstrapServers,
        folder.resolve("results").toUri(),
        subtasks -> new FakeDirectory(Duration.ZERO),
        security());
  }

  /** As docs/cluster.md has it. */
  private String[] security() {
    return new String[] {
      "--kafka.security.protocol",
      "SASL_SSL",
      "--kafka.ssl.truststore.type",
      "PEM",
      "--kafka.ssl.truststore.location",
      folder.resolve("ca.pem").toString(),
      "--kafka.sasl.mechanism",
      "SCRAM-SHA-512",
      "--kafka.sasl.jaas.config",
      "${file:%s:jaas}".formatted(folder.resolve("kafka-secrets")),
      "--kafka.config.providers",
      "file",
      "--kafka.config.providers.file.class",
      "org.apache.kafka.common.config.provider.FileConfigProvider"
    };
  }

  private void writePassword(String password) throws IOException {
    Files.writeString(
        folder.resolve("kafka-secrets"),
        """
        jaas=org.apache.kafka.common.security.scram.ScramLoginModule required \\
          username="%s" password="%s";
        """
            .formatted(USER, password));
  }

  private static void writePem(Path trustStore, String password, Path pem) throws Exception {
    var trusted = KeyStore.getInstance(trustStore.toFile(), password.toCharArray());
    var text = new StringBuilder();
    for (var alias : Collections.list(trusted.aliases())) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder().encodeToString(trusted.getCertificate(alias).getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(pem, text);
  }
}
