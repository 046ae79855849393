package dev.batchenrich.pipeline.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.pipeline.FlinkOnS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link RemoveExpiredTest} in a folder. */
class RemoveExpiredFromS3IT {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final long EXPIRY = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();
  private static final long REMOVED = EXPIRY + RETENTION.toMillis() / 100;
  private static final String BATCH = UUID.randomUUID().toString();
  private static final String NAME = "results-1.jsonl.gz";

  private FlinkOnS3 s3;
  private KeyedOneInputStreamOperatorTestHarness<Integer, Expiry, Void> operator;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    s3 = new FlinkOnS3(folder);
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new RemoveExpired(new org.apache.flink.core.fs.Path(s3.uri()), RETENTION)),
            Expiry::group,
            Types.INT);
    operator.open();
    operator.processElement(new Expiry(BATCH, EXPIRY), 0);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
    s3.close();
  }

  @Test
  void resultsAreRemovedWhenTheyHaveExpired() throws Exception {
    var object = put(BATCH);
    var neighbour = put("other");

    operator.setProcessingTime(REMOVED);

    assertThat(object).doesNotExist();
    assertThat(neighbour).exists();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void resultsThatALifeCycleRuleHasRemovedAreNotMissed() throws Exception {
    operator.setProcessingTime(REMOVED);

    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void removalIsTriedAgainWhileS3IsDown() throws Exception {
    put(BATCH);
    s3.server().stop();

    operator.setProcessingTime(REMOVED);

    assertThat(operator.numProcessingTimeTimers()).isOne();
    assertThat(operator.numKeyedStateEntries()).isOne();
  }

  private Path put(String batchId) throws Exception {
    var folder = Files.createDirectories(s3.results().resolve(batchId));
    return Files.write(folder.resolve(NAME), new byte[123]);
  }
}
