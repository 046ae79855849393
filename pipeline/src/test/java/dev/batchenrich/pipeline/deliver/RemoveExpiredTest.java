package dev.batchenrich.pipeline.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveExpiredTest {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final long TOGETHER = RETENTION.toMillis() / 100;
  private static final long EXPIRY = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

  @TempDir Path folder;
  private KeyedOneInputStreamOperatorTestHarness<Integer, Expiry, Void> operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness(expiry -> 0);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void filesAreRemovedAfterTheyHaveExpiredAndSoon() throws Exception {
    var files = expiring(EXPIRY);

    operator.setProcessingTime(EXPIRY - 1);
    assertThat(files).exists();
    operator.setProcessingTime(EXPIRY + TOGETHER);

    assertThat(files).doesNotExist();
    assertThat(folder).exists();
    assertThat(operator.numProcessingTimeTimers()).isZero();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void thoseOfManyBatchesShareATimerAndAreRemovedTenInARow() throws Exception {
    var all = expiring(25, EXPIRY);
    assertThat(operator.numProcessingTimeTimers()).isOne();
    var due = (EXPIRY / TOGETHER + 1) * TOGETHER;

    operator.setProcessingTime(due);
    assertThat(all).filteredOn(Files::exists).hasSize(15);
    operator.setProcessingTime(due + 1);
    assertThat(all).filteredOn(Files::exists).hasSize(5);
    operator.setProcessingTime(due + 2);

    assertThat(all).noneMatch(Files::exists);
    assertThat(operator.numProcessingTimeTimers()).isZero();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void eachGroupHasItsOwnTime() throws Exception {
    operator.close();
    operator = harness(Expiry::group);
    operator.open();
    var all = expiring(1_000, EXPIRY);
    var groups = operator.numProcessingTimeTimers();
    assertThat(groups).isGreaterThan(100);

    var removed = new ArrayList<Integer>();
    for (var now = EXPIRY; now <= EXPIRY + TOGETHER; now += TOGETHER / Expiry.GROUPS) {
      operator.setProcessingTime(now);
      removed.add(groups - operator.numProcessingTimeTimers());
      groups = operator.numProcessingTimeTimers();
    }

    assertThat(removed).allMatch(atOnce -> atOnce <= 2);
    operator.setProcessingTime(EXPIRY + TOGETHER + 100);
    assertThat(all).noneMatch(Files::exists);
  }

  @Test
  void noneIsForgottenWhenARestartComesBetween() throws Exception {
    var all = expiring(25, EXPIRY);
    var snapshot = operator.snapshot(1, 1);
    operator.close();

    operator = harness(expiry -> 0);
    operator.initializeState(snapshot);
    operator.open();
    operator.setProcessingTime(EXPIRY + 2 * TOGETHER);

    assertThat(all).noneMatch(Files::exists);
  }

  private List<Path> expiring(int batches, long expiry) throws Exception {
    var all = new ArrayList<Path>();
    for (var i = 0; i < batches; i++) {
      all.add(expiring(expiry));
    }
    return all;
  }

  /** Tells that the files of a new batch expire at {@code expiry}. */
  private Path expiring(long expiry) throws Exception {
    var batchId = UUID.randomUUID().toString();
    operator.processElement(new Expiry(batchId, expiry), 0);
    return files(batchId);
  }

  private Path files(String batchId) throws IOException {
    var files = Files.createDirectories(folder.resolve(batchId));
    Files.write(
        Files.createDirectories(files.resolve("unresolved")).resolve("results-1.jsonl.gz"),
        new byte[1]);
    return files;
  }

  private KeyedOneInputStreamOperatorTestHarness<Integer, Expiry, Void> harness(
      KeySelector<Expiry, Integer> group) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new RemoveExpired(new org.apache.flink.core.fs.Path(folder.toUri()), RETENTION)),
        group,
        Types.INT);
  }
}
