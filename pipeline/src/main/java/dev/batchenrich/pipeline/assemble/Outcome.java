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
 * @param errorMessage why it failed, or null if it is complete or cancelled
 * @param hasUnresolvedFile true if it has a second file, of the positions that gave no record
 * @param cancelled true if it was cancelled before it could be complete or fail; never true of an
 *     outcome from a state that did not know of cancelling
 */
public record Outcome(
    Batch batch,
    int processedCount,
    int resultCount,
    Instant completedAt,
    @Nullable String errorMessage,
    boolean hasUnresolvedFile,
    boolean cancelled) {

  /** The key under which it meets its files. */
  public String batchId() {
    return batch.batchId();
  }

  /** The status to announce once all files are in their places. */
  public JobStatus delivered(
      ResultsFile results, @Nullable ResultsFile unresolved, Duration retention) {
    return JobStatus.ended(
        batch,
        status(),
        processedCount,
        resultCount,
        completedAt,
        completedAt.plus(retention),
        errorMessage,
        results,
        unresolved);
  }

  private BatchStatus status() {
    if (cancelled) {
      return BatchStatus.CANCELLED;
    }
    return errorMessage == null ? BatchStatus.COMPLETED : BatchStatus.FAILED;
  }

  /** The status to announce if a file never got to its place. */
  public JobStatus undelivered(String reason, Duration retention) {
    return JobStatus.ended(
        batch,
        BatchStatus.FAILED,
        processedCount,
        resultCount,
        completedAt,
        completedAt.plus(retention),
        reason,
        null,
        null);
  }
}
