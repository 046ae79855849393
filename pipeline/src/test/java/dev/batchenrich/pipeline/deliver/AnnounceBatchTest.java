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
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnounceBatchTest {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NAME = "results-1.jsonl.gz";

  @TempDir Path folder;
  private final Outcome outcome =
      new Outcome(Batches.people(10, 10), 10, 7, END, null, false, false);
  private KeyedTwoInputStreamOperatorTestHarness<String, Outcome, CommittedFile, JobStatus>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness(new AnnounceBatch(results(), RETENTION));
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBatchWithTwoFilesIsAnnouncedOnceBothAreCommitted(boolean isResultsFirst) throws Exception {
    var results = file(123, 123);
    var unresolved = unresolved(45, 45);
    var first = isResultsFirst ? results : unresolved;
    operator.processElement1(withTwoFiles(), 0);

    operator.processElement2(first, 0);
    operator.processElement2(first, 0);
    assertThat(operator.extractOutputValues()).isEmpty();
    operator.processElement2(isResultsFirst ? unresolved : results, 0);
    operator.processElement2(first, 0);

    assertThat(operator.extractOutputValues()).hasSize(1);
    assertThat(announced().status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(announced().results()).isEqualTo(results.announced());
    assertThat(announced().unresolved())
        .isEqualTo(new ResultsFile(outcome.batchId() + "/unresolved/" + NAME, 45));
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  @Test
  void neitherOfTwoFilesIsAnnouncedWithoutTheOther() throws Exception {
    operator.processElement1(withTwoFiles(), 0);
    operator.processElement2(file(123, 123), 0);
    operator.processElement2(new CommittedFile(outcome.batchId() + "/unresolved", NAME, 45), 0);

    assertThat(announced().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(announced().errorMessage())
        .isEqualTo("the list of unresolved identifiers was lost before it could be delivered");
    assertThat(announced().results()).isNull();
    assertThat(announced().unresolved()).isNull();
  }

  @Test
  void aFailedBatchIsAnnouncedWithItsPartialFile() throws Exception {
    operator.processElement1(
        new Outcome(outcome.batch(), 10, 7, END, "the directory gave no answer", false, false), 0);
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
  void itIsToldWhenTheFilesOfABatchExpire() throws Exception {
    operator.processElement1(outcome, 0);
    assertThat(operator.getSideOutput(AnnounceBatch.EXPIRING)).isNullOrEmpty();

    operator.processElement2(file(123, 123), 0);

    assertThat(operator.getSideOutput(AnnounceBatch.EXPIRING))
        .extracting(StreamRecord::getValue)
        .containsExactly(new Expiry(outcome.batchId(), END.plus(RETENTION).toEpochMilli()));
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void aTimerOfAStateThatHasOneForEachBatchIsToldWhenItIsDue() throws Exception {
    OperatorSubtaskState state;
    try (var before = harness(new TimerForEach(END.toEpochMilli()))) {
      before.open();
      before.processElement1(outcome, 0);
      state = before.snapshot(1, 1);
    }
    operator.close();
    operator = harness(new AnnounceBatch(results(), RETENTION));
    operator.initializeState(state);
    operator.open();

    operator.setProcessingTime(END.toEpochMilli());

    assertThat(operator.getSideOutput(AnnounceBatch.EXPIRING))
        .extracting(StreamRecord::getValue)
        .containsExactly(new Expiry(outcome.batchId(), END.toEpochMilli()));
  }

  /** What is left of a batch by a version that kept a timer for each. */
  private static final class TimerForEach
      extends KeyedCoProcessFunction<String, Outcome, CommittedFile, JobStatus> {

    private final long at;

    TimerForEach(long at) {
      this.at = at;
    }

    @Override
    public void processElement1(Outcome outcome, Context context, Collector<JobStatus> out) {
      context.timerService().registerProcessingTimeTimer(at);
    }

    @Override
    public void processElement2(CommittedFile file, Context context, Collector<JobStatus> out) {
      throw new AssertionError("no file is told of");
    }
  }

  private org.apache.flink.core.fs.Path results() {
    return new org.apache.flink.core.fs.Path(folder.toUri());
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Outcome, CommittedFile, JobStatus>
      harness(KeyedCoProcessFunction<String, Outcome, CommittedFile, JobStatus> function)
          throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(function),
        Outcome::batchId,
        CommittedFile::batchId,
        Types.STRING);
  }

  private JobStatus announced() {
    return operator.extractOutputValues().get(0);
  }

  private Outcome withTwoFiles() {
    return new Outcome(outcome.batch(), 10, 7, END, null, true, false);
  }

  private CommittedFile file(int actualBytes, long promisedBytes) throws IOException {
    return file(outcome.batchId(), actualBytes, promisedBytes);
  }

  private CommittedFile unresolved(int actualBytes, long promisedBytes) throws IOException {
    return file(outcome.batchId() + "/unresolved", actualBytes, promisedBytes);
  }

  private CommittedFile file(String bucket, int actualBytes, long promisedBytes)
      throws IOException {
    Files.write(
        Files.createDirectories(folder.resolve(bucket)).resolve(NAME), new byte[actualBytes]);
    return new CommittedFile(bucket, NAME, promisedBytes);
  }
}
