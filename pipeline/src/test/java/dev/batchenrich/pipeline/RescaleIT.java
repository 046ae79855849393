package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
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

/**
 * Both jobs with one subtask, then four, then two: fewer than partitions, more, and fewer again.
 */
@ExtendWith(KafkaClusterExtension.class)
class RescaleIT {

  private static final int PARTITIONS = 3;
  private static final int PEOPLE = 1_000;
  private static final int CHUNK = 20;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  private String bootstrapServers = "";
  private Outside outside;

  @BeforeEach
  void prepare(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    outside = new Outside(bootstrapServers, folder.resolve("results"), PARTITIONS);
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
  }

  @Test
  void batchesThatEveryStepFindsInTheMiddleAreExact(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var batches = Stream.generate(() -> Batches.people(PEOPLE, CHUNK)).limit(6).toList();
    GatedDirectory.letThrough(chunks(chunk -> chunk % 3 == 0));
    try (var job =
        new RunningJob(
            1,
            RunningJob.enrich(
                bootstrapServers,
                folder.resolve("results").toUri(),
                subtasks -> new GatedDirectory(),
                "--look-up.capacity",
                "1000"))) {
      submit(batches, 0, 30);
      outside.awaitProcessed(batches, 10 * CHUNK);

      job.rescale(cluster, 4, folder.resolve("savepoints"));
      assertThat(outside.processed(batches)).containsOnly(10 * CHUNK);
      submit(batches, 30, 50);
      GatedDirectory.letThrough(chunks(chunk -> chunk % 3 != 2));
      outside.awaitProcessed(batches, 34 * CHUNK);

      job.rescale(cluster, 2, folder.resolve("savepoints"));
      assertThat(outside.processed(batches)).containsOnly(34 * CHUNK);
      GatedDirectory.letThrough(person -> true);

      for (var batch : batches) {
        var end = outside.end(batch);
        assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(end.processedCount()).isEqualTo(PEOPLE);
        assertThat(end.resultCount()).isEqualTo(PEOPLE);
        assertThat(outside.lines(end)).isEqualTo(FakeDirectory.lines(PEOPLE));
        assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
        assertThat(outside.history(batch)).extracting(JobStatus::processedCount).isSorted();
      }
      assertThat(outside.read(Topic.DEAD_LETTERS)).isEmpty();
    }
  }

  @Test
  void webhooksUnderWayInLineAndWaitingForTheirNextAttemptAreSentOn(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    Files.writeString(
        folder.resolve("webhook-secrets"), "acme whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    var released = new CountDownLatch(1);
    var refusals = new AtomicInteger(4);
    try (var slow = WebhookReceiver.silentUntil(released);
        var busy = new WebhookReceiver(call -> refusals.getAndDecrement() > 0 ? 503 : 200);
        var job =
            new RunningJob(
                1,
                RunningJob.webhooks(
                    bootstrapServers,
                    folder,
                    "--webhook.retries",
                    "8 s",
                    "--webhook.timeout",
                    "60 s",
                    "--webhook.per-receiver",
                    "2"))) {
      var slows = Stream.generate(() -> Batches.ended(slow.url())).limit(6).toList();
      var busies = Stream.generate(() -> Batches.ended(busy.url())).limit(4).toList();
      slows.forEach(outside::announce);
      busies.forEach(outside::announce);
      await().atMost(Outside.PATIENCE).until(() -> slow.calls().size() == 2);
      await()
          .atMost(Outside.PATIENCE)
          .until(() -> outside.read(Topic.WEBHOOK_DELIVERIES).size() == 4);

      job.rescale(cluster, 4, folder.resolve("savepoints"));
      await().atMost(Outside.PATIENCE).until(() -> slow.calls().size() == 4);
      assertThat(told(slow)).isEqualTo(2);

      job.rescale(cluster, 2, folder.resolve("savepoints"));
      await().atMost(Outside.PATIENCE).until(() -> slow.calls().size() == 6);
      assertThat(told(slow)).isEqualTo(2);
      released.countDown();

      for (var status : slows) {
        assertThat(attemptsUntilDelivered(status)).containsOnly(1);
      }
      for (var status : busies) {
        assertThat(attemptsUntilDelivered(status)).containsOnly(1, 2);
      }
    }
  }

  /** The people in those chunks of each batch. */
  private static IntPredicate chunks(IntPredicate chunks) {
    return person -> chunks.test((person - 1) / CHUNK);
  }

  private void submit(List<Batch> batches, int from, int to) {
    for (var batch : batches) {
      outside.submit(Batches.chunks(batch, CHUNK, FakeDirectory.emails(PEOPLE)).subList(from, to));
    }
  }

  private static long told(WebhookReceiver receiver) {
    return receiver.calls().stream().map(call -> call.header("webhook-id")).distinct().count();
  }

  /** The numbers of the attempts, of which the last is awaited. */
  private List<Integer> attemptsUntilDelivered(JobStatus status) {
    return await()
        .atMost(Outside.PATIENCE)
        .until(
            () -> outside.attempts(status.batch()),
            attempts -> attempts.stream().anyMatch(WebhookAttempt::isDelivered))
        .stream()
        .map(WebhookAttempt::attempt)
        .toList();
  }
}
