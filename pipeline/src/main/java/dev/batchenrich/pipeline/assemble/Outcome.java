package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a batch ended.
 *
 * @param errorMessage why it failed, or null if it is complete
 */
public record Outcome(
    Batch batch,
    int processedCount,
    int resultCount,
    Instant completedAt,
    @Nullable String errorMessage) {

  /** The key under which it meets its file. */
  public String batchId() {
    return batch.batchId();
  }

  /** The status to announce once the file is in its place. */
  public JobStatus delivered(ResultsFile results, Duration retention) {
    return new JobStatus(
        JobStatus.VERSION,
        batch,
        errorMessage == null ? BatchStatus.COMPLETED : BatchStatus.FAILED,
        processedCount,
        resultCount,
        completedAt,
        completedAt.plus(retention),
        errorMessage,
        results);
  }

  /** The status to announce if the file never got to its place. */
  public JobStatus undelivered(String reason, Duration retention) {
    return new JobStatus(
        JobStatus.VERSION,
        batch,
        BatchStatus.FAILED,
        processedCount,
        resultCount,
        completedAt,
        completedAt.plus(retention),
        reason,
        null);
  }
}
