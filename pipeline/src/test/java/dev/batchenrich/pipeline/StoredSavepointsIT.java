package dev.batchenrich.pipeline;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints that versions took in the middle of their work, a folder for each in {@code
 * src/test/resources/savepoints}. With the system property {@value #WRITE} the present version adds
 * the folder of that name.
 */
@ExtendWith(KafkaClusterExtension.class)
class StoredSavepointsIT {

  private static final String WRITE = "savepoints.write";
  private static final Path STORED = Path.of("src", "test", "resources", "savepoints");

  private static final int PEOPLE = 60;
  private static final int CHUNK = 10;

  /** Two batches with two chunks assembled, two being looked up and two to come. */
  private static final List<Batch> STARTED =
      List.of(Batches.people(id(1), PEOPLE, CHUNK), Batches.people(id(2), PEOPLE, CHUNK));

  /** A batch whose file is written, but not in its place. */
  private static final Batch WRITTEN = Batches.people(id(3), CHUNK, CHUNK);

  /** Batches whose webhooks go to one receiver: the first is under way, the others are in line. */
  private static final List<Batch> LINE =
      Stream.of(4, 5, 6).map(number -> Batches.people(id(number), CHUNK, CHUNK)).toList();

  /** A batch whose webhook has failed once, and is due again. */
  private static final Batch FAILED_ONCE =
      Batches.to("http://127.0.0.1:1/hook", Batches.people(id(7), CHUNK, CHUNK));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  private String bootstrapServers = "";
  private Outside outside;

  @BeforeEach
  void prepare(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    outside = new Outside(bootstrapServers, folder.resolve("results"), 1);
    Files.writeString(
        folder.resolve("webhook-secrets"), "acme whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
  }

  @Test
  void aSavepointOfTheEnrichJobIsOneFileThatCanBeStored(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    GatedDirectory.letThrough(person -> person <= 2 * CHUNK);
    try (var job = new RunningJob(1, enrich("1 h"))) {
      submitFirstChunks();
      outside.awaitProcessed(STARTED, 2 * CHUNK);
      var file = folder.resolve("results").resolve(WRITTEN.batchId());
      await().atMost(Outside.PATIENCE).until(() -> Files.exists(file));
      store(job.stop(cluster, folder), "enrich");
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void batchesOfAnEarlierVersionComeToTheirEnd(Path version) throws Exception {
    // What was read before is not read again, and what was looked up before is not let through.
    submitFirstChunks();
    GatedDirectory.letThrough(person -> person > 2 * CHUNK);
    try (var job = new RunningJob(2, enrich("200 ms"), version.resolve("enrich").toString())) {
      for (var batch : STARTED) {
        outside.submit(chunks(batch).subList(4, 6));
      }
      for (var batch : STARTED) {
        var end = outside.end(batch);
        assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(end.batch()).isEqualTo(batch);
        assertThat(end.resultCount()).isEqualTo(PEOPLE);
        assertThat(outside.lines(end)).isEqualTo(FakeDirectory.lines(PEOPLE));
        assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
      }
      assertThat(outside.end(WRITTEN).errorMessage())
          .isEqualTo("the results file was lost before it could be delivered");
    }
  }

  @Test
  void aSavepointOfTheWebhooksJobIsOneFileThatCanBeStored(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var released = new CountDownLatch(1);
    try (var silent = WebhookReceiver.silentUntil(released);
        var job = new RunningJob(1, webhooks())) {
      LINE.forEach(batch -> outside.announce(Batches.ended(Batches.to(silent.url(), batch))));
      outside.announce(Batches.ended(FAILED_ONCE));
      await().atMost(Outside.PATIENCE).until(() -> attempts(FAILED_ONCE).equals(List.of(1)));
      await().atMost(Outside.PATIENCE).until(() -> silent.calls().size() == 1);
      store(job.stop(cluster, folder), "webhooks");
    } finally {
      released.countDown();
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void webhooksOfAnEarlierVersionAreSentOn(Path version) throws Exception {
    // That attempt was read already. The ends of the batches are nowhere but in the savepoint.
    outside.send(
        Topic.WEBHOOK_DELIVERIES,
        null,
        Json.write(
            new WebhookAttempt(
                WebhookAttempt.VERSION,
                FAILED_ONCE.batchId(),
                String.valueOf(FAILED_ONCE.webhookUrl()),
                1,
                1,
                FAILED_ONCE.submittedAt(),
                1,
                null,
                "refused",
                null)));
    try (var job = new RunningJob(2, webhooks(), version.resolve("webhooks").toString())) {
      await().atMost(Outside.PATIENCE).until(() -> attempts(FAILED_ONCE).equals(List.of(1, 2)));
      for (var batch : LINE) {
        await().atMost(Outside.PATIENCE).until(() -> !attempts(batch).isEmpty());
        assertThat(attempts(batch)).startsWith(1);
      }
    }
  }

  static List<Path> stored() throws IOException {
    try (var versions = Files.list(STORED)) {
      return versions.map(Path::toAbsolutePath).sorted().toList();
    }
  }

  private void store(String savepoint, String job) throws IOException {
    var taken = Path.of(URI.create(savepoint));
    try (var files = Files.list(taken)) {
      assertThat(files).containsExactly(taken.resolve("_metadata"));
    }
    var version = System.getProperty(WRITE);
    if (version != null) {
      var to = Files.createDirectories(STORED.resolve(version).resolve(job));
      Files.copy(taken.resolve("_metadata"), to.resolve("_metadata"), REPLACE_EXISTING);
    }
  }

  private Consumer<StreamExecutionEnvironment> enrich(String checkpointInterval) {
    return RunningJob.enrich(
        bootstrapServers,
        folder.resolve("results").toUri(),
        subtasks -> new GatedDirectory(),
        "--checkpoint-interval",
        checkpointInterval);
  }

  private Consumer<StreamExecutionEnvironment> webhooks() {
    return RunningJob.webhooks(
        bootstrapServers,
        folder,
        "--webhook.retries",
        "1 min",
        "--webhook.timeout",
        "60 s",
        "--webhook.per-receiver",
        "1");
  }

  private void submitFirstChunks() {
    STARTED.forEach(batch -> outside.submit(chunks(batch).subList(0, 4)));
    outside.submit(chunks(WRITTEN));
  }

  private static List<Chunk> chunks(Batch batch) {
    return Batches.chunks(batch, CHUNK, FakeDirectory.emails(batch.identifierCount()));
  }

  private List<Integer> attempts(Batch batch) {
    return outside.attempts(batch).stream().map(WebhookAttempt::attempt).toList();
  }

  private static String id(int number) {
    return new UUID(0, number).toString();
  }
}
