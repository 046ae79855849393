package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.kafka.SecuredClient;
import dev.batchenrich.contract.message.WebhookAttempt;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.SaslMechanism;
import io.kroxylicious.testing.kafka.common.SaslMechanism.Principal;
import io.kroxylicious.testing.kafka.common.Tls;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private SecuredClient secured;

  @BeforeEach
  void prepare(
      @Tls
          @SaslMechanism(
              value = "SCRAM-SHA-512",
              principals = @Principal(user = SecuredClient.USER, password = PASSWORD))
          KafkaCluster kafka)
      throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    var client = kafka.getKafkaClientConfiguration(SecuredClient.USER, PASSWORD);
    outside = new Outside(client, folder.resolve("results"), 2);
    secured = new SecuredClient(folder).trusting(client);
    secured.writePassword(PASSWORD);
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
            new RunningJob(
                2,
                RunningJob.webhooks(
                    bootstrapServers, folder, secured.options().toArray(String[]::new)))) {
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
    secured.writePassword("another-password");
    try (var job = enrich()) {
      await()
          .atMost(Outside.PATIENCE)
          .until(() -> job.lastFailure(cluster).contains("SaslAuthenticationException"));
      assertThat(job.lastFailure(cluster))
          .contains("invalid credentials")
          .doesNotContain("another-password");

      secured.writePassword(PASSWORD);
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
        secured.options().toArray(String[]::new));
  }
}
