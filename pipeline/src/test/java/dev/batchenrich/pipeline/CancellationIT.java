package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
class CancellationIT {

  private static final int CHUNK = 20;
  private static final int PEOPLE = 200;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** The first people of the chunks that were looked up after the restart. */
  private final Set<Integer> lookedUp = ConcurrentHashMap.newKeySet();

  @TempDir Path folder;
  private Outside outside;
  private RunningJob job;

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    var results = folder.resolve("results");
    outside = new Outside(kafka.getBootstrapServers(), results, 1);
    job =
        new RunningJob(
            2,
            RunningJob.enrich(
                kafka.getBootstrapServers(), results.toUri(), subtasks -> new GatedDirectory()));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    outside.close();
  }

  @Test
  void aCancelledBatchKeepsWhatItHasAndStaysCancelledWithAnotherParallelism(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    var batch = Batches.people(PEOPLE, CHUNK);
    var chunks = Batches.chunks(batch, CHUNK, FakeDirectory.emails(PEOPLE));
    GatedDirectory.letThrough(CancellationIT::isEvenChunk);
    outside.submit(chunks.subList(0, 6));
    outside.awaitProcessed(List.of(batch), 3 * CHUNK);

    outside.cancel(batch);

    var end = outside.end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(end.errorMessage()).isNull();
    assertThat(end.processedCount()).isEqualTo(3 * CHUNK);
    assertThat(end.resultCount()).isEqualTo(3 * CHUNK);
    var expected = new ArrayList<String>();
    for (var first : List.of(0, 2 * CHUNK, 4 * CHUNK)) {
      expected.addAll(FakeDirectory.lines(PEOPLE).subList(first, first + CHUNK));
    }
    assertThat(outside.lines(end)).isEqualTo(expected);

    job.rescale(cluster, 4, folder.resolve("savepoints"));
    GatedDirectory.letThrough(
        person -> {
          lookedUp.add(person);
          return true;
        });
    outside.submit(chunks.subList(6, 10));
    assertThat(endOfAnother().status()).isEqualTo(BatchStatus.COMPLETED);

    assertThat(lookedUp).noneMatch(person -> person > 6 * CHUNK);
    assertThat(outside.history(batch)).filteredOn(s -> s.status().isTerminal()).hasSize(1);
    assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
    assertThat(outside.read(Topic.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void aBatchOfWhichNothingHasComeEndsWithAnEmptyFile() throws Exception {
    var batch = Batches.people(PEOPLE, CHUNK);

    outside.cancel(batch);

    var end = outside.end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(end.batch()).isEqualTo(batch);
    assertThat(end.processedCount()).isZero();
    assertThat(outside.lines(end)).isEmpty();
    assertThat(end.unresolved()).isNull();
  }

  @Test
  void aCancellationThatComesTooLateOrIsNoneChangesNothing() throws Exception {
    GatedDirectory.letThrough(person -> true);
    var batch = Batches.people(CHUNK, CHUNK);
    outside.submit(Batches.chunks(batch, CHUNK, FakeDirectory.emails(CHUNK)));
    assertThat(outside.end(batch).status()).isEqualTo(BatchStatus.COMPLETED);

    outside.send(Topic.CANCELLATIONS, null, "garbage".getBytes(UTF_8));
    outside.send(Topic.CANCELLATIONS, null, null);
    outside.cancel(batch);

    var other = Batches.people(PEOPLE, CHUNK);
    outside.cancel(other);
    assertThat(outside.end(other).status()).isEqualTo(BatchStatus.CANCELLED);
    assertThat(outside.history(batch)).filteredOn(s -> s.status().isTerminal()).hasSize(1);
    assertThat(outside.lines(outside.end(batch))).isEqualTo(FakeDirectory.lines(CHUNK));
  }

  /** Its end is announced after a checkpoint, before which all that was submitted earlier lies. */
  private JobStatus endOfAnother() {
    var other = Batches.people(CHUNK, CHUNK);
    outside.submit(Batches.chunks(other, CHUNK, FakeDirectory.emails(CHUNK)));
    return outside.end(other);
  }

  private static boolean isEvenChunk(int person) {
    return (person - 1) / CHUNK % 2 == 0;
  }
}
