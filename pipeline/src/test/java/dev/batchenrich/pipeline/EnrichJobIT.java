package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
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

@ExtendWith(KafkaClusterExtension.class)
class EnrichJobIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path results;
  private RunningJob job;

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    job = new RunningJob(kafka.getBootstrapServers(), results, Duration.ofMillis(5));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
  }

  @Test
  void aBatchBecomesOneFileInSubmissionOrderAndATerminalStatus() throws Exception {
    var batch = Batches.people(2_500, 100);
    var identifiers = people(2_500);
    identifiers.set(7, "nobody@example.org");
    identifiers.set(8, "no e-mail at all");
    identifiers.set(9, identifiers.get(0));

    job.submit(Batches.chunks(batch, 100, identifiers));

    var end = end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(end.batch()).isEqualTo(batch);
    assertThat(end.processedCount()).isEqualTo(2_500);
    assertThat(end.resultCount()).isEqualTo(2_498);
    var expected = lines(2_500);
    expected.set(9, expected.get(0));
    expected.subList(7, 9).clear();
    assertThat(job.lines(end)).isEqualTo(expected);
    assertThat(job.visibleFiles(batch.batchId())).hasSize(1);
  }

  @Test
  void aBatchInWhichNothingResolvesGivesAnEmptyFile() throws Exception {
    var batch = Batches.people(2, 10);

    job.submit(Batches.chunks(batch, 10, List.of("nobody@example.org", "x")));

    assertThat(end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(end(batch).resultCount()).isZero();
    assertThat(job.lines(end(batch))).isEmpty();
  }

  @Test
  void garbageLandsInTheDeadLettersAndStopsNothing() throws Exception {
    var batch = Batches.people(20, 10);
    var chunks = Batches.chunks(batch, 10, people(20));

    job.submit(chunks.subList(0, 1));
    job.send("key".getBytes(UTF_8), "garbage".getBytes(UTF_8));
    job.send(null, new byte[] {0, (byte) 0xff, 17});
    job.send(null, null);
    job.submit(chunks.subList(1, 2));

    assertThat(job.lines(end(batch))).isEqualTo(lines(20));
    await().atMost(PATIENCE).until(() -> job.read(Topic.DEAD_LETTERS).size() == 3);
    var letter =
        job.read(Topic.DEAD_LETTERS).stream().filter(r -> r.key() != null).findAny().orElseThrow();
    assertThat(letter.value()).isEqualTo("garbage".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("reason").value()).isNotEmpty();
    assertThat(letter.headers().lastHeader("offset").value()).isNotEmpty();
  }

  @Test
  void aDirectoryThatGivesUpFailsTheBatchWhichKeepsItsOtherRecords() throws Exception {
    var batch = Batches.people(30, 10);
    var identifiers = people(30);
    identifiers.set(15, FakeDirectory.UNREACHABLE);

    job.submit(Batches.chunks(batch, 10, identifiers));

    var end = end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.FAILED);
    assertThat(end.errorMessage())
        .isEqualTo("the directory gave no answer for 10 of 30 identifiers: connection refused");
    var expected = lines(30);
    expected.subList(10, 20).clear();
    assertThat(job.lines(end)).isEqualTo(expected);
  }

  @Test
  void aBatchWhoseChunksStopComingReportsProgressAndFailsAtItsDeadline() throws Exception {
    var batch = Batches.people(30, 10);

    job.submit(Batches.chunks(batch, 10, people(30)).subList(0, 2));

    await()
        .atMost(PATIENCE)
        .until(
            () -> JobStatus.processing(batch, 20, 20).equals(job.statuses().get(batch.batchId())));
    assertThat(end(batch).status()).isEqualTo(BatchStatus.FAILED);
    assertThat(end(batch).errorMessage()).startsWith("only 2 of 3 chunks arrived");
    assertThat(job.lines(end(batch))).isEqualTo(lines(20));
  }

  @Test
  void batchesAreExactWhenATaskManagerIsLostInTheMiddle(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var batches = IntStream.range(0, 20).mapToObj(i -> Batches.people(1_000, 20)).toList();
    for (var batch : batches) {
      job.submit(Batches.chunks(batch, 20, people(1_000)));
      if (batches.indexOf(batch) % 8 == 5) {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
      }
    }

    assertExact(batches);
  }

  @Test
  void batchesAreExactWhenTheJobIsRescaledInTheMiddle(@TempDir Path savepoints) throws Exception {
    var batches = IntStream.range(0, 20).mapToObj(i -> Batches.people(1_000, 20)).toList();
    for (var batch : batches) {
      var chunks = Batches.chunks(batch, 20, people(1_000));
      job.submit(chunks.subList(0, 25));
      if (batches.indexOf(batch) == 9) {
        job.rescale(4, savepoints);
      }
      job.submit(chunks.subList(25, 50));
    }
    job.rescale(1, savepoints);

    assertExact(batches);
  }

  private void assertExact(Collection<Batch> batches) throws Exception {
    for (var batch : batches) {
      assertThat(end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
      assertThat(job.lines(end(batch))).isEqualTo(lines(1_000));
      assertThat(job.visibleFiles(batch.batchId())).hasSize(1);
    }
  }

  private JobStatus end(Batch batch) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> job.statuses().get(batch.batchId()),
            status -> status != null && status.status().isTerminal());
  }

  private static List<String> people(int count) {
    return new ArrayList<>(IntStream.range(1, count + 1).mapToObj(FakeDirectory::email).toList());
  }

  private static List<String> lines(int count) {
    return new ArrayList<>(IntStream.range(1, count + 1).mapToObj(FakeDirectory::line).toList());
  }
}
