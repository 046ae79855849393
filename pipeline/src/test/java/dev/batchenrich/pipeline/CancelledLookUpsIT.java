package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.directory.upstream.UpstreamServer;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What has not been asked of a slow upstream when its batch is cancelled is not asked, and does not
 * hold up others. A chunk is a call, and there are more chunks than the job looks up at a time.
 */
@ExtendWith(KafkaClusterExtension.class)
class CancelledLookUpsIT {

  private static final int CALL = 25;
  private static final int CANCELLED = 100 * CALL;
  private static final int OTHERS = 2 * CALL;
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Batch cancelled = Batches.people(CANCELLED, CALL);
  private final Batch other = Batches.people(OTHERS, CALL);

  /** Of each call, in their order, whose it was. */
  private final List<Batch> calls = new CopyOnWriteArrayList<>();

  private final CountDownLatch released = new CountDownLatch(1);

  @TempDir Path folder;
  private String bootstrapServers = "";
  private Outside outside;
  private @Nullable UpstreamServer upstream;
  private @Nullable RunningJob job;

  @BeforeEach
  void prepare(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    outside = new Outside(bootstrapServers, folder.resolve("results"), 1);
  }

  @AfterEach
  void stop() throws Exception {
    released.countDown();
    if (job != null) {
      job.close();
    }
    if (upstream != null) {
      upstream.close();
    }
    outside.close();
  }

  @Test
  void aBatchGetsTheCallsAMinuteThatACancelledOneHasNotMade() throws Exception {
    start(1, 16, 120, null);
    submit(cancelled, 1);
    await().atMost(Outside.PATIENCE).until(() -> calls.size() >= 2);

    outside.cancel(cancelled);
    assertThat(outside.end(cancelled).status()).isEqualTo(BatchStatus.CANCELLED);
    submit(other, CANCELLED + 1);

    assertThat(outside.end(other).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(outside.end(other).resultCount()).isEqualTo(OTHERS);
    var first = calls.indexOf(other);
    assertThat(calls.subList(0, first)).containsOnly(cancelled).hasSizeLessThan(50);
    assertThat(calls.subList(first, calls.size())).containsExactly(other, other);
  }

  @Test
  void callsThatHangKeepNeitherTheEndNorOtherBatchesWaiting() throws Exception {
    start(2, 2, 0, cancelled);
    submit(cancelled, 1);
    await().atMost(Outside.PATIENCE).until(() -> calls.size() == 2);

    outside.cancel(cancelled);
    var end = outside.end(cancelled);
    assertThat(end.status()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(end.processedCount()).isZero();
    submit(other, CANCELLED + 1);
    released.countDown();

    assertThat(outside.end(other).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(outside.end(other).resultCount()).isEqualTo(OTHERS);
    assertThat(calls).containsExactly(cancelled, cancelled, other, other);
  }

  private void submit(Batch batch, int firstPerson) {
    var emails =
        FakeDirectory.emails(CANCELLED + OTHERS)
            .subList(firstPerson - 1, firstPerson - 1 + batch.identifierCount());
    outside.submit(Batches.chunks(batch, CALL, emails));
  }

  private static int firstPerson(String question) {
    return Integer.parseInt(question.substring(question.indexOf("[\"") + 2, question.indexOf('@')));
  }

  /**
   * @param hanging whose calls are not answered before the test has released them
   */
  private void start(int subtasks, int atATime, int perMinute, @Nullable Batch hanging)
      throws Exception {
    var started =
        new UpstreamServer(
            folder,
            ShuffledPeople.records(CANCELLED + OTHERS),
            (exchange, call) -> {
              var question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
              var batch = firstPerson(question) > CANCELLED ? other : cancelled;
              calls.add(batch);
              if (!batch.equals(hanging)) {
                return false;
              }
              released.await();
              UpstreamServer.send(exchange, 503, "text/plain", new byte[0]);
              return true;
            });
    upstream = started;
    var key = Files.writeString(folder.resolve("key"), UpstreamServer.KEY).toString();
    var settings =
        new DirectorySettings(started.url(), key, atATime, LONG, perMinute, CacheSettings.NONE);
    job =
        new RunningJob(
            subtasks,
            RunningJob.enrich(
                bootstrapServers,
                folder.resolve("results").toUri(),
                all -> Directories.open(settings, all)));
  }
}
