package dev.batchenrich.pipeline.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.Batches;
import dev.batchenrich.pipeline.FlinkOnS3;
import dev.batchenrich.pipeline.assemble.Outcome;
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

/** As {@link AnnounceBatchTest} in a folder. */
class AnnounceFromS3IT {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NAME = "results-1.jsonl.gz";

  private final Outcome outcome =
      new Outcome(Batches.people(10, 10), 10, 7, END, null, false, false);
  private FlinkOnS3 s3;
  private KeyedTwoInputStreamOperatorTestHarness<String, Outcome, CommittedFile, JobStatus>
      operator;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    s3 = new FlinkOnS3(folder);
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(
                new AnnounceBatch(new org.apache.flink.core.fs.Path(s3.uri()), RETENTION)),
            Outcome::batchId,
            CommittedFile::batchId,
            Types.STRING);
    operator.open();
    operator.setProcessingTime(END.toEpochMilli());
    operator.processElement1(outcome, 0);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
    s3.close();
  }

  @Test
  void anObjectThatIsGoneFailsItsBatch() throws Exception {
    operator.processElement2(new CommittedFile(outcome.batchId(), NAME, 123), 0);

    assertThat(announced().status()).isEqualTo(BatchStatus.FAILED);
    assertThat(announced().errorMessage()).contains("lost");
  }

  @Test
  void anObjectOfAnotherLengthFailsItsBatch() throws Exception {
    put(120);

    operator.processElement2(new CommittedFile(outcome.batchId(), NAME, 123), 0);

    assertThat(announced().errorMessage()).contains("120 bytes instead of 123");
  }

  private JobStatus announced() {
    return operator.extractOutputValues().get(0);
  }

  private Path put(int bytes) throws Exception {
    var folder = Files.createDirectories(s3.results().resolve(outcome.batchId()));
    return Files.write(folder.resolve(NAME), new byte[bytes]);
  }
}
