package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class ExpiredResultsIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void aRunningJobRemovesResultsWhenTheyHaveExpiredAndNotBefore(
      KafkaCluster kafka, @TempDir Path results) throws Exception {
    try (var outside = new Outside(kafka.getBootstrapServers(), results);
        var job =
            new RunningJob(
                2,
                RunningJob.enrich(
                    kafka.getBootstrapServers(),
                    results.toUri(),
                    subtasks -> new FakeDirectory(Duration.ZERO),
                    "--results.retention",
                    "1 min"))) {
      var batch = Batches.people(2, 10);
      outside.submit(Batches.chunks(batch, 10, List.of("nobody@example.org", "x")));
      var end = outside.end(batch);
      var files = results.resolve(batch.batchId());
      assertThat(files).exists();

      await().atMost(Outside.PATIENCE).until(() -> Files.notExists(files));

      assertThat(Instant.now()).isAfter(end.expiresAt());
    }
  }
}
