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

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path results;
  private String bootstrapServers = "";
  private Outside outside;
  private RunningJob job;

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    outside = new Outside(bootstrapServers, results);
    job = start(Duration.ofHours(1));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    outside.close();
  }

  @Test
  void aBatchBecomesOneFileInSubmissionOrderAndATerminalStatus() throws Exception {
    var batch = Batches.people(2_500, 100);
    var identifiers = FakeDirectory.emails(2_500);
    identifiers.set(7, "nobody@example.org");
    identifiers.set(8, "no e-mail at all");
    identifiers.set(9, identifiers.get(0));

    outside.submit(Batches.chunks(batch, 100, identifiers));

    var end = outside.end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(end.batch()).isEqualTo(batch);
    assertThat(end.processedCount()).isEqualTo(2_500);
    assertThat(end.resultCount()).isEqualTo(2_498);
    var expected = FakeDirectory.lines(2_500);
    expected.set(9, expected.get(0));
    expected.subList(7, 9).clear();
    assertThat(outside.lines(end)).isEqualTo(expected);
    assertThat(outside.unresolvedLines(end))
        .containsExactly(
            FakeDirectory.unresolved(7, "nobody@example.org", "not_found"),
            FakeDirectory.unresolved(8, "no e-mail at all", "not_an_identifier"));
    assertThat(outside.visibleFiles(batch.batchId())).hasSize(2);
  }

  @Test
  void aBatchInWhichEverythingResolvesHasNoFileOfUnresolvedPositions() throws Exception {
    var batch = Batches.people(20, 10);

    outside.submit(Batches.chunks(batch, 10, FakeDirectory.emails(20)));

    assertThat(outside.end(batch).unresolved()).isNull();
    assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
  }

  @Test
  void aBatchInWhichNothingResolvesGivesAnEmptyFile() throws Exception {
    var batch = Batches.people(2, 10);

    outside.submit(Batches.chunks(batch, 10, List.of("nobody@example.org", "x")));

    assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(outside.end(batch).resultCount()).isZero();
    assertThat(outside.lines(outside.end(batch))).isEmpty();
  }

  @Test
  void garbageLandsInTheDeadLettersAndStopsNothing() throws Exception {
    var batch = Batches.people(20, 10);
    var chunks = Batches.chunks(batch, 10, FakeDirectory.emails(20));

    outside.submit(chunks.subList(0, 1));
    outside.send(Topic.SUBMISSIONS, "key".getBytes(UTF_8), "garbage".getBytes(UTF_8));
    outside.send(Topic.SUBMISSIONS, null, new byte[] {0, (byte) 0xff, 17});
    outside.send(Topic.SUBMISSIONS, new byte[500_000], new byte[548_000]);
    outside.send(Topic.SUBMISSIONS, null, new byte[1_048_400]);
    outside.send(Topic.SUBMISSIONS, null, null);
    outside.submit(chunks.subList(1, 2));

    assertThat(outside.lines(outside.end(batch))).isEqualTo(FakeDirectory.lines(20));
    await().atMost(Outside.PATIENCE).until(() -> outside.read(Topic.DEAD_LETTERS).size() == 5);
    var letter =
        outside.read(Topic.DEAD_LETTERS).stream()
            .filter(r -> r.key() != null && r.key().length == 3)
            .findAny()
            .orElseThrow();
    assertThat(letter.value()).isEqualTo("garbage".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("reason").value()).isNotEmpty();
    assertThat(letter.headers().lastHeader("offset").value()).isNotEmpty();
  }

  @Test
  void aDirectoryThatGivesUpFailsTheBatchWhichKeepsItsOtherRecords() throws Exception {
    var batch = Batches.people(30, 10);
    var identifiers = FakeDirectory.emails(30);
    identifiers.set(3, "nobody \"\u00e9\" at all");
    identifiers.set(14, "x");
    identifiers.set(15, FakeDirectory.UNREACHABLE);

    outside.submit(Batches.chunks(batch, 10, identifiers));

    var end = outside.end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.FAILED);
    assertThat(end.errorMessage())
        .isEqualTo(
            "the directory gave no answer for 10 of 30 identifiers: connection refused;"
                + " 1 others are not in it");
    var expected = FakeDirectory.lines(30);
    expected.subList(10, 20).clear();
    expected.remove(3);
    assertThat(outside.lines(end)).isEqualTo(expected);
    assertThat(outside.unresolvedLines(end))
        .hasSize(11)
        .startsWith(
            FakeDirectory.unresolved(3, "nobody \\\"\u00e9\\\" at all", "not_an_identifier"),
            FakeDirectory.unresolved(10, "11@example.com", "no_answer"))
        .contains(
            FakeDirectory.unresolved(14, "x", "not_an_identifier"),
            FakeDirectory.unresolved(15, FakeDirectory.UNREACHABLE, "no_answer"));
  }

  @Test
  void aBatchWhoseChunksStopComingReportsProgressAndFailsAtItsDeadline() throws Exception {
    job.close();
    job = start(Duration.ofSeconds(5));
    var batch = Batches.people(30, 10);

    outside.submit(Batches.chunks(batch, 10, FakeDirectory.emails(30)).subList(0, 2));

    assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.FAILED);
    assertThat(outside.end(batch).errorMessage()).startsWith("only 2 of 3 chunks arrived");
    assertThat(outside.history(batch))
        .filteredOn(report -> report.status() == BatchStatus.PROCESSING)
        .extracting(JobStatus::processedCount)
        .contains(20);
    assertThat(outside.lines(outside.end(batch))).isEqualTo(FakeDirectory.lines(20));
  }

  @Test
  void batchesAreExactWhenATaskManagerIsLostInTheMiddle(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var batches = IntStream.range(0, 20).mapToObj(i -> Batches.people(1_000, 20)).toList();
    for (var batch : batches) {
      outside.submit(Batches.chunks(batch, 20, thousandIdentifiers()));
      if (batches.indexOf(batch) % 8 == 5) {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
      }
    }

    assertExact(batches);
  }

  @Test
  void batchesAreExactWhenTheJobIsRescaledInTheMiddle(
      @InjectMiniCluster MiniCluster cluster, @TempDir Path savepoints) throws Exception {
    var batches = IntStream.range(0, 20).mapToObj(i -> Batches.people(1_000, 20)).toList();
    for (var batch : batches) {
      var chunks = Batches.chunks(batch, 20, thousandIdentifiers());
      outside.submit(chunks.subList(0, 25));
      if (batches.indexOf(batch) == 9) {
        job.rescale(cluster, 4, savepoints);
      }
      outside.submit(chunks.subList(25, 50));
    }
    job.rescale(cluster, 1, savepoints);

    assertExact(batches);
  }

  /** Every tenth of them is nobody. */
  private static List<String> thousandIdentifiers() {
    var identifiers = FakeDirectory.emails(1_000);
    for (var position = 0; position < 1_000; position += 10) {
      identifiers.set(position, "nobody@example.org");
    }
    return identifiers;
  }

  private void assertExact(Collection<Batch> batches) throws Exception {
    var lines = FakeDirectory.lines(1_000);
    var expected =
        IntStream.range(0, 1_000)
            .filter(position -> position % 10 > 0)
            .mapToObj(lines::get)
            .toList();
    var unresolved =
        IntStream.range(0, 100)
            .mapToObj(i -> FakeDirectory.unresolved(10 * i, "nobody@example.org", "not_found"))
            .toList();
    for (var batch : batches) {
      var end = outside.end(batch);
      assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
      assertThat(outside.lines(end)).isEqualTo(expected);
      assertThat(outside.unresolvedLines(end)).isEqualTo(unresolved);
      assertThat(outside.visibleFiles(batch.batchId())).hasSize(2);
    }
  }

  private RunningJob start(Duration batchDeadline) throws Exception {
    return new RunningJob(
        bootstrapServers,
        results.toUri(),
        subtasks -> new FakeDirectory(Duration.ofMillis(5)),
        "--look-up.deadline",
        "1 s",
        "--batch.deadline",
        batchDeadline.toSeconds() + " s");
  }
}
