package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.directory.local.DirectoryImport;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class ClusterIT {

  private static final int PEOPLE = 1_000;
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void theJobsJarHoldsNothingOfFlinkButItsConnectors() throws IOException {
    try (var jar = new JarFile(FlinkProcesses.jobJar().toFile())) {
      var flinks =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("org/apache/flink/") && name.endsWith(".class"))
              .filter(name -> !name.startsWith("org/apache/flink/connector/"))
              .filter(name -> !name.startsWith("org/apache/flink/streaming/connectors/kafka/"))
              .filter(name -> !name.startsWith("org/apache/flink/streaming/util/serialization/"));
      assertThat(flinks).isEmpty();
      assertThat(jar.getEntry("dev/batchenrich/pipeline/EnrichMain.class")).isNotNull();
    }
  }

  @Test
  void bothJobsRunOnASessionClusterThatLosesATaskManager(KafkaCluster kafka, @TempDir Path folder)
      throws Exception {
    var results = folder.resolve("results");
    try (var outside = new Outside(kafka.getBootstrapServers(), results);
        var receiver = new WebhookReceiver(call -> 200);
        var flink = new FlinkProcesses(folder)) {
      var doomed = flink.startTaskManager();
      await().atMost(Outside.PATIENCE).until(() -> flink.hasSlots(3));

      flink.run(
          FlinkProcesses.jobJar(),
          WebhooksMain.class,
          1,
          List.of(
              "--kafka.bootstrap.servers",
              kafka.getBootstrapServers(),
              "--public-url",
              "https://enrich.example.com",
              "--link-secret",
              linkSecret(folder),
              "--webhook-secrets",
              Files.writeString(folder.resolve("webhook-secrets"), "acme " + SECRET).toString(),
              "--webhook.allow-private",
              "true"));
      flink.run(
          FlinkProcesses.jobJar(),
          EnrichMain.class,
          2,
          List.of(
              "--kafka.bootstrap.servers",
              kafka.getBootstrapServers(),
              "--directory",
              "local:" + directory(folder),
              "--results",
              results.toUri().toString()));
      var batches =
          IntStream.range(0, 20)
              .mapToObj(i -> Batches.to(receiver.url(), Batches.people(PEOPLE, 50)))
              .toList();
      for (var batch : batches) {
        outside.submit(Batches.chunks(batch, 50, FakeDirectory.emails(PEOPLE)));
      }
      outside.end(batches.get(0));
      doomed.destroyForcibly().waitFor();
      flink.startTaskManager();

      for (var batch : batches) {
        assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(outside.lines(outside.end(batch))).isEqualTo(FakeDirectory.lines(PEOPLE));
        assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
        await()
            .atMost(Outside.PATIENCE)
            .until(() -> outside.attempts(batch).stream().anyMatch(WebhookAttempt::isDelivered));
      }
      for (var call : receiver.calls()) {
        call.verify(SECRET);
      }
    }
  }

  private static String linkSecret(Path folder) {
    var file = folder.resolve("link-secret");
    LinkSecret.readOrMake(file);
    return file.toString();
  }

  /** A local directory of the people that the fake one knows. */
  private static Path directory(Path folder) throws IOException {
    var dump = folder.resolve("people.jsonl");
    Files.write(dump, ShuffledPeople.records(PEOPLE));
    var directory = folder.resolve("directory");
    new DirectoryImport(directory, List.of(dump), true).run(badLine -> {});
    return directory;
  }
}
