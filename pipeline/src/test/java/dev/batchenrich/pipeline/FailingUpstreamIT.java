package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.directory.upstream.UpstreamServer;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job with an upstream that fails for a while, now and then, or for good. */
@ExtendWith(KafkaClusterExtension.class)
class FailingUpstreamIT {

  private static final int PEOPLE = 900;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  /** For which an upstream is left alone when nearly all calls fail, and a little more. */
  private static final Duration LONGER_THAN_THE_PAUSE = Duration.ofSeconds(6);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private String bootstrapServers = "";
  private Path results;
  private Outside outside;
  private int port;
  private @Nullable UpstreamServer server;
  private @Nullable RunningJob job;

  @BeforeEach
  void prepare(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    results = folder.resolve("results");
    outside = new Outside(bootstrapServers, results);
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    if (job != null) {
      job.close();
    }
    if (server != null) {
      server.close();
    }
    outside.close();
  }

  @Test
  void batchesAreExactThoughCallsFailInEveryWay() throws Exception {
    var misfortunes = new Misfortunes(end);
    var upstream = serve(misfortunes);
    startJob();
    var batches = submit(2);

    for (var batch : batches) {
      batch.assertExact(outside);
    }
    assertThat(upstream.calls).hasValueGreaterThan(Misfortunes.ALL);
    assertThat(misfortunes.wholeGigabytes).hasValue(0);
  }

  @Test
  void whatAnUpstreamNeverAnswersWellIsCountedApartFromWhatIsNotThere() throws Exception {
    var cursed = PEOPLE + "@example.org";
    serve(
        (exchange, call) -> {
          var question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          if (question.contains(cursed)) {
            Misfortunes.sendWrongTypes(exchange);
            return true;
          }
          return false;
        });
    startJob("--look-up.deadline", "2 s");
    var lucky = ShuffledPeople.of(PEOPLE, 0, 1);
    var unlucky = ShuffledPeople.of(PEOPLE, 100, 2);

    outside.submit(lucky.chunks());
    outside.submit(unlucky.chunks());

    lucky.assertExact(outside);
    var kept = unlucky.linesWithoutTheChunkOf(cursed);
    var failed = outside.end(unlucky.batch());
    assertThat(failed.status()).isEqualTo(BatchStatus.FAILED);
    assertThat(failed.errorMessage())
        .startsWith(
            "the directory gave no answer for 100 of 1000 identifiers: the reply cannot be trusted")
        .endsWith("; %d others are not in it".formatted(1_000 - 100 - kept.size()));
    assertThat(outside.lines(failed)).isEqualTo(kept);
  }

  @Test
  void anUpstreamThatIsDownForAWhileFailsNoBatch() throws Exception {
    startJob();
    var batches = submit(3);
    await()
        .during(LONGER_THAN_THE_PAUSE)
        .atMost(Outside.PATIENCE)
        .until(() -> outside.read(Topic.STATUS).isEmpty());

    serve((exchange, call) -> false);

    for (var batch : batches) {
      batch.assertExact(outside);
    }
  }

  private UpstreamServer serve(UpstreamServer.Mishap mishap) throws IOException {
    var started = new UpstreamServer(port, folder, ShuffledPeople.records(PEOPLE), mishap);
    server = started;
    return started;
  }

  private void startJob(String... options) throws Exception {
    var key = Files.writeString(folder.resolve("key"), UpstreamServer.KEY).toString();
    var upstream =
        new DirectorySettings(
            "http://127.0.0.1:%d/base".formatted(port),
            key,
            16,
            CALL_TIMEOUT,
            0,
            CacheSettings.NONE);
    job =
        new RunningJob(
            bootstrapServers,
            results.toUri(),
            subtasks -> Directories.open(upstream, subtasks),
            options);
  }

  private List<ShuffledPeople> submit(int count) {
    var batches =
        IntStream.range(0, count).mapToObj(i -> ShuffledPeople.of(PEOPLE, 100, i)).toList();
    batches.forEach(batch -> outside.submit(batch.chunks()));
    return batches;
  }
}
