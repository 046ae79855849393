package dev.batchenrich.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedClusterIT {

  private static final ConcurrentLinkedQueue<Long> SEEN = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private static final EmbeddedJob JOB = new EmbeddedJob("numbers", new JobID(1, 2), 1);

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void aJobGoesOnFromItsNewestCheckpointAndOldOnesDoNotPileUp() throws IOException {
    long lastOfFirstRun;
    try (var cluster = EmbeddedCluster.start(config())) {
      cluster.run(JOB, EmbeddedClusterIT::count);
      await().atMost(Duration.ofSeconds(30)).until(() -> !checkpointFolders().isEmpty());
      var seen = SEEN.size();
      await().atMost(Duration.ofSeconds(30)).until(() -> SEEN.size() > seen + 200);
    }
    lastOfFirstRun = SEEN.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(checkpointFolders()).isNotEmpty();
    forget();

    try (var cluster = EmbeddedCluster.start(config())) {
      cluster.run(JOB, EmbeddedClusterIT::count);
      await().atMost(Duration.ofSeconds(30)).until(() -> SEEN.size() > 400);
    }
    assertThat(SEEN.iterator().next()).isBetween(1L, lastOfFirstRun + 1);
    assertThat(checkpointFolders()).hasSizeBetween(1, 2);
  }

  @Test
  void aJobGetsTheCheckpointsThatItsOperatorsAskFor() {
    try (var cluster = EmbeddedCluster.start(config())) {
      var checkpoint = cluster.promptCheckpoints(JOB);
      cluster.run(JOB, environment -> countAndAsk(environment, checkpoint));

      await().atMost(Duration.ofSeconds(30)).until(() -> !checkpointFolders().isEmpty());
    }
  }

  @Test
  void aJobThatCannotBeRestoredSaysSo() throws IOException {
    try (var cluster = EmbeddedCluster.start(config())) {
      cluster.run(JOB, EmbeddedClusterIT::count);
      await().atMost(Duration.ofSeconds(30)).until(() -> !checkpointFolders().isEmpty());
    }
    for (var checkpoint : checkpointFolders()) {
      Files.writeString(checkpoint.resolve("_metadata"), "damaged");
    }

    try (var cluster = EmbeddedCluster.start(config())) {
      assertThatThrownBy(() -> cluster.run(JOB, EmbeddedClusterIT::count))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("a job cannot start: numbers: java.io.IOException: ");
      assertThat(cluster.end()).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  private ClusterConfig config() {
    return new ClusterConfig(folder.resolve("checkpoints"), folder.resolve("tmp"), 1);
  }

  private static void countAndAsk(
      StreamExecutionEnvironment environment, CheckpointRequest checkpoint) {
    count(
        environment,
        Duration.ofDays(1),
        number -> {
          checkpoint.ask();
          return see(number);
        });
  }

  private static void count(StreamExecutionEnvironment environment) {
    count(environment, Duration.ofMillis(100), EmbeddedClusterIT::see);
  }

  private static void count(
      StreamExecutionEnvironment environment,
      Duration checkpointInterval,
      MapFunction<Long, Long> see) {
    environment.enableCheckpointing(checkpointInterval.toMillis());
    environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .map(see)
        .uid("see")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
  }

  private static Long see(Long number) {
    SEEN.add(number);
    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    return number;
  }

  /** Those of checkpoints that are complete. Flink deletes older ones meanwhile. */
  private List<Path> checkpointFolders() throws IOException {
    var ofJob = config().checkpoints().resolve(JOB.id().toHexString());
    if (!Files.isDirectory(ofJob)) {
      return List.of();
    }
    try (var folders = Files.list(ofJob)) {
      return folders.filter(each -> Files.exists(each.resolve("_metadata"))).toList();
    }
  }
}
