package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;

import dev.batchenrich.contract.BatchStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is, on {@code batch-status}.
 *
 * @param version of the message format, {@value #VERSION}
 * @param processedCount identifiers looked up so far
 * @param resultCount records produced so far; at the end the lines of the results file
 * @param completedAt when it ended; present for terminal statuses only
 * @param expiresAt when the results are removed; present for terminal statuses only
 * @param errorMessage why it failed; present for {@code failed} only
 * @param results the file: always there for a completed or a cancelled batch, often for a failed
 *     one; of the latter two it holds what could be produced
 * @param unresolved the list of the positions that gave no record; absent if there is none, and
 *     from a job that did not make such lists
 * @param ratePerSecond identifiers a second since the first was looked up; for {@code processing}
 *     only, and absent as long as nobody can say
 * @param estimatedCompletionAt when the last one will have been, at that rate; present with it
 */
public record JobStatus(
    int version,
    Batch batch,
    BatchStatus status,
    int processedCount,
    int resultCount,
    @Nullable Instant completedAt,
    @Nullable Instant expiresAt,
    @Nullable String errorMessage,
    @Nullable ResultsFile results,
    @Nullable ResultsFile unresolved,
    @Nullable Double ratePerSecond,
    @Nullable Instant estimatedCompletionAt) {

  public static final int VERSION = 1;

  public JobStatus {
    Valid.version(version, VERSION);
    requirePresent(batch, "batch");
    requirePresent(status, "status");
    require(
        0 <= resultCount
            && resultCount <= processedCount
            && processedCount <= batch.identifierCount(),
        "0 <= result_count (%d) <= processed_count (%d) <= identifier_count (%d) must hold",
        resultCount,
        processedCount,
        batch.identifierCount());
    require(
        status.isTerminal() == (completedAt != null) && status.isTerminal() == (expiresAt != null),
        "completed_at and expires_at belong to the end of a batch, status is %s",
        status.wireName());
    require(
        status == BatchStatus.FAILED || status.isTerminal() == (results != null),
        "results belong to the end of a batch, status is %s",
        status.wireName());
    require(results != null || unresolved == null, "unresolved belongs to results");
    require(
        ratePerSecond == null
            || (status == BatchStatus.PROCESSING && ratePerSecond > 0 && ratePerSecond < 1e9),
        "rate_per_second must be positive and belongs to processing, is %s",
        String.valueOf(ratePerSecond));
    require(
        (ratePerSecond == null) == (estimatedCompletionAt == null),
        "estimated_completion_at belongs to rate_per_second");
    require(
        (status == BatchStatus.FAILED) == (errorMessage != null),
        "error_message belongs to failed, status is %s",
        status.wireName());
  }

  /** A batch that is being worked on, nobody can say how fast. */
  public static JobStatus processing(Batch batch, int processedCount, int resultCount) {
    return processing(batch, processedCount, resultCount, null, null);
  }

  /** A batch that is being worked on. */
  public static JobStatus processing(
      Batch batch,
      int processedCount,
      int resultCount,
      @Nullable Double ratePerSecond,
      @Nullable Instant estimatedCompletionAt) {
    return new JobStatus(
        VERSION,
        batch,
        BatchStatus.PROCESSING,
        processedCount,
        resultCount,
        null,
        null,
        null,
        null,
        null,
        ratePerSecond,
        estimatedCompletionAt);
  }

  /** The end of a batch. */
  public static JobStatus ended(
      Batch batch,
      BatchStatus status,
      int processedCount,
      int resultCount,
      Instant completedAt,
      Instant expiresAt,
      @Nullable String errorMessage,
      @Nullable ResultsFile results,
      @Nullable ResultsFile unresolved) {
    return new JobStatus(
        VERSION,
        batch,
        status,
        processedCount,
        resultCount,
        completedAt,
        expiresAt,
        errorMessage,
        results,
        unresolved,
        null,
        null);
  }

  /** A batch that nobody has begun to work on. */
  public static JobStatus pending(Batch batch) {
    return new JobStatus(
        VERSION, batch, BatchStatus.PENDING, 0, 0, null, null, null, null, null, null, null);
  }

  /**
   * The same as it can be told at {@code now}. An estimate that has passed was wrong, and so was
   * its rate: the look-ups stall, and nobody can say how fast they are.
   */
  public JobStatus toldAt(Instant now) {
    return estimatedCompletionAt == null || estimatedCompletionAt.isAfter(now)
        ? this
        : processing(batch, processedCount, resultCount);
  }

  /** Positions that were looked up and gave no record. */
  public int unresolvedCount() {
    return processedCount - resultCount;
  }

  /**
   * True if this says more than {@code other} about the same batch: a later status, or the same one
   * with more identifiers processed. Of two ends the first stays.
   */
  public boolean isFurtherThan(JobStatus other) {
    if (other.status.isTerminal()) {
      return false;
    }
    var steps = status.compareTo(other.status);
    return steps > 0 || (steps == 0 && processedCount > other.processedCount);
  }
}
