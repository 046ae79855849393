package dev.batchenrich.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class EnrichToS3IT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static FlinkOnS3 s3;

  private Outside outside;
  private RunningJob job;

  @BeforeAll
  static void startS3(@TempDir Path folder) throws Exception {
    s3 = new FlinkOnS3(folder);
  }

  @AfterAll
  static void stopS3() throws Exception {
    s3.close();
  }

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    outside = new Outside(kafka.getBootstrapServers(), s3.results());
    job =
        new RunningJob(
            kafka.getBootstrapServers(),
            s3.uri(),
            subtasks -> new FakeDirectory(Duration.ofMillis(5)));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    outside.close();
  }

  @Test
  void theAnnouncedPathAndLengthAreThoseOfTheObject() throws Exception {
    var batch = Batches.people(1_000, 100);

    outside.submit(Batches.chunks(batch, 100, FakeDirectory.emails(1_000)));

    var announced = requireNonNull(outside.end(batch).results());
    assertThat(s3.results().resolve(announced.path())).hasSize(announced.bytes());
    assertExact(List.of(batch));
  }

  @Test
  void batchesAreExactWhenATaskManagerIsLostInTheMiddle(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var batches = batches();
    for (var batch : batches) {
      outside.submit(Batches.chunks(batch, 20, FakeDirectory.emails(1_000)));
      if (batches.indexOf(batch) % 8 == 5) {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
      }
    }

    assertExact(batches);
  }

  @Test
  void batchesAreExactWhenTheJobIsStoppedAndGoesOnInTheMiddle(
      @InjectMiniCluster MiniCluster cluster, @TempDir Path savepoints) throws Exception {
    var batches = batches();
    for (var batch : batches) {
      var chunks = Batches.chunks(batch, 20, FakeDirectory.emails(1_000));
      outside.submit(chunks.subList(0, 25));
      if (batches.indexOf(batch) == 9) {
        job.rescale(cluster, 4, savepoints);
      }
      outside.submit(chunks.subList(25, 50));
    }

    assertExact(batches);
  }

  @Test
  void batchesAreExactWhenS3IsDownForAWhile() throws Exception {
    var batches = batches();
    for (var batch : batches) {
      outside.submit(Batches.chunks(batch, 20, FakeDirectory.emails(1_000)));
      if (batches.indexOf(batch) == 9) {
        s3.server().stop();
      }
    }
    s3.server().resume();

    assertExact(batches);
  }

  private static List<Batch> batches() {
    return IntStream.range(0, 20).mapToObj(i -> Batches.people(1_000, 20)).toList();
  }

  /** Every batch is one object, among whose neighbours nothing was left behind. */
  private void assertExact(Collection<Batch> batches) throws Exception {
    for (var batch : batches) {
      var end = outside.end(batch);
      assertThat(end.status()).as(end.errorMessage()).isEqualTo(BatchStatus.COMPLETED);
      assertThat(outside.lines(end)).isEqualTo(FakeDirectory.lines(1_000));
      try (var objects = Files.list(s3.results().resolve(batch.batchId()))) {
        assertThat(objects).hasSize(1);
      }
    }
  }
}
