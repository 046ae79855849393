package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.directory.postgres.PostgresImport;
import dev.batchenrich.directory.postgres.PostgresServer;
import dev.batchenrich.directory.postgres.PostgresUri;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** The job while the database that it looks up in is down. */
@ExtendWith(KafkaClusterExtension.class)
class DatabaseOutageIT {

  private static final int PEOPLE = 9_500;
  private static final int SUBTASKS = 2;
  private static final int CAPACITY = 4;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(SUBTASKS)
              .build());

  private static PostgresServer database;
  private static String uri;

  @TempDir Path results;
  private Outside outside;
  private RunningJob job;

  @BeforeAll
  static void importPeople(@TempDir Path folder) throws Exception {
    database = PostgresServer.start();
    uri = database.newDatabase();
    var dump = Files.write(folder.resolve("people.jsonl"), ShuffledPeople.records(PEOPLE));
    new PostgresImport(PostgresUri.parse(uri, Map.of()), List.of(dump), true).run(badLine -> {});
  }

  @AfterAll
  static void dropDatabase() throws Exception {
    database.close();
  }

  @BeforeEach
  void start(KafkaCluster kafka) throws Exception {
    CountedDirectory.reset();
    outside = new Outside(kafka.getBootstrapServers(), results);
    var directory = uri;
    job =
        new RunningJob(
            kafka.getBootstrapServers(),
            results.toUri(),
            subtasks -> CountedDirectory.open(directory),
            "--look-up.capacity",
            Integer.toString(CAPACITY));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    outside.close();
  }

  @Test
  void batchesAreExactWhenTheDatabaseIsStoppedInTheMiddle() throws Exception {
    var batches =
        IntStream.range(0, 10)
            .mapToObj(i -> ShuffledPeople.of(PEOPLE, 10_000 - PEOPLE, i))
            .toList();
    // Without their last chunks they cannot end before the outage.
    submit(batches, 0, 99);
    awaitProgress();

    database.stop();
    submit(batches, 99, 100);
    await()
        .atMost(Outside.PATIENCE)
        .until(() -> CountedDirectory.FAILED_LOOK_UPS.get() >= 3 * SUBTASKS * CAPACITY);
    assertThat(CountedDirectory.UNANSWERED).hasSizeLessThanOrEqualTo(SUBTASKS * CAPACITY);
    database.resume();

    for (var batch : batches) {
      batch.assertExact(outside);
    }
  }

  @Test
  void aJobThatIsRestartedDuringTheOutageGoesOnAfterIt(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    var batches = List.of(ShuffledPeople.of(PEOPLE, 10_000 - PEOPLE, 17));
    submit(batches, 0, 50);
    awaitProgress();

    database.stop();
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
    submit(batches, 50, 100);
    await()
        .atMost(Outside.PATIENCE)
        .until(() -> CountedDirectory.FAILED_OPENINGS.get() > 2 * SUBTASKS);
    database.resume();

    batches.get(0).assertExact(outside);
  }

  private void submit(List<ShuffledPeople> batches, int from, int to) {
    batches.forEach(batch -> outside.submit(batch.chunks().subList(from, to)));
  }

  private void awaitProgress() {
    await().atMost(Outside.PATIENCE).until(() -> !outside.read(Topic.STATUS).isEmpty());
  }
}
