package dev.batchenrich.pipeline.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.pipeline.Batches;
import dev.batchenrich.pipeline.assemble.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnounceBatchTest {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NAME = "results-1.jsonl.gz";

  @TempDir Path folder;
  private final Outcome outcome = new Outcome(Batches.people(10, 10), 10, 7, END, null);
  private KeyedTwoInputStreamOperatorTestHarness<String, Outcome, CommittedFile, JobStatus>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(
                new AnnounceBatch(new org.apache.flink.core.fs.Path(folder.toUri()), RETENTION)),
            Outcome::batchId,
            CommittedFile::batchId,
            Types.STRING);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void aBatchIsAnnouncedOnceItsFileIsCommitted() throws Exception {
    operator.processElement1(outcome, 0);
    assertThat(operator.extractOutputValues()).isEmpty();

    operator.processElement2(file(123, 123), 0);

    var status = announced();
    assertThat(status.status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(status.results()).isEqualTo(new ResultsFile(outcome.batchId() + "/" + NAME, 123));
    assertThat(status.completedAt()).isEqualTo(END);
    assertThat(status.expiresAt()).isEqualTo(END.plus(RETENTION));
    assertThat(status.errorMessage()).isNull();
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void aFileThatIsToldOfAgainIsNotAnnouncedAgain() throws Exception {
    operator.processElement1(outcome, 0);
    var file = file(123, 123);
    operator.processElement2(file, 0);

    operator.processElement2(file, 0);

    assertThat(operator.extractOutputValues()).hasSize(1);
  }

  @Test
  void aFailedBatchIsAnnouncedWithItsPartialFile() throws Exception {
    operator.processElement1(
        new Outcome(outcome.batch(), 10, 7, END, "the directory gave no answer"), 0);
    operator.processElement2(file(123, 123), 0);

    assertThat(announced().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(announced().errorMessage()).isEqualTo("the directory gave no answer");
    assertThat(announced().results()).isNotNull();
  }

  @Test
  void aFileThatIsGoneFailsItsBatch() throws Exception {
    operator.processElement1(outcome, 0);
    operator.processElement2(new CommittedFile(outcome.batchId(), NAME, 123), 0);

    assertThat(announced().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(announced().errorMessage()).contains("lost");
    assertThat(announced().results()).isNull();
  }

  @Test
  void aFileOfAnotherLengthFailsItsBatch() throws Exception {
    operator.processElement1(outcome, 0);
    operator.processElement2(file(120, 123), 0);

    assertThat(announced().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(announced().errorMessage()).contains("120 bytes instead of 123");
  }

  @Test
  void resultsAreRemovedWhenTheyExpire() throws Exception {
    operator.setProcessingTime(END.toEpochMilli());
    operator.processElement1(outcome, 0);
    operator.processElement2(file(123, 123), 0);
    var batchFolder = folder.resolve(outcome.batchId());

    operator.setProcessingTime(END.plus(RETENTION).toEpochMilli() - 1);
    assertThat(batchFolder).exists();
    operator.setProcessingTime(END.plus(RETENTION).toEpochMilli());

    assertThat(batchFolder).doesNotExist();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  private JobStatus announced() {
    return operator.extractOutputValues().get(0);
  }

  private CommittedFile file(int actualBytes, long promisedBytes) throws IOException {
    var batchId = outcome.batchId();
    Files.write(
        Files.createDirectories(folder.resolve(batchId)).resolve(NAME), new byte[actualBytes]);
    return new CommittedFile(batchId, NAME, promisedBytes);
  }
}
