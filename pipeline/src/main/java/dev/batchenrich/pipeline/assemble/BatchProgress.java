package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch whose chunks are still coming.
 *
 * @param chunks how many have come
 * @param processedCount identifiers in them
 * @param resultCount records in them
 * @param unansweredCount identifiers for which the directory gave no answer
 * @param failure why it gave none, the first time
 * @param deadline when to stop waiting, in epoch milliseconds; a timer is set for it
 * @param progressAt when to report progress, in epoch milliseconds; a timer is set for it. {@value
 *     #NEVER} if nothing has come since the last report
 * @param startedAt when the first came, in epoch milliseconds; {@value #NEVER} if that is not
 *     known, as from a state that did not keep it
 */
public record BatchProgress(
    Batch batch,
    int chunks,
    int processedCount,
    int resultCount,
    int unansweredCount,
    @Nullable String failure,
    long deadline,
    long progressAt,
    long startedAt) {

  static final long NEVER = 0;

  static BatchProgress begin(Batch batch, long startedAt) {
    return new BatchProgress(batch, 0, 0, 0, 0, null, NEVER, NEVER, startedAt);
  }

  /** True unless the batch would then hold more identifiers than it says. */
  boolean hasRoomFor(EncodedChunk chunk) {
    return processedCount + chunk.identifierCount() <= batch.identifierCount();
  }

  BatchProgress plus(EncodedChunk chunk) {
    return new BatchProgress(
        batch,
        chunks + 1,
        processedCount + chunk.identifierCount(),
        resultCount + chunk.resultCount(),
        unansweredCount + (chunk.failure() == null ? 0 : chunk.identifierCount()),
        failure == null ? chunk.failure() : failure,
        deadline,
        progressAt,
        startedAt);
  }

  BatchProgress due(long newDeadline, long newProgressAt) {
    return new BatchProgress(
        batch,
        chunks,
        processedCount,
        resultCount,
        unansweredCount,
        failure,
        newDeadline,
        newProgressAt,
        startedAt);
  }

  boolean isComplete() {
    return chunks == batch.chunkCount();
  }

  /** The report to make at {@code now}, in epoch milliseconds. */
  JobStatus status(long now) {
    var elapsed = now - startedAt;
    if (startedAt == NEVER || elapsed <= 0) {
      return JobStatus.processing(batch, processedCount, resultCount);
    }
    var perMillisecond = (double) processedCount / elapsed;
    var left = (batch.identifierCount() - processedCount) / perMillisecond;
    return JobStatus.processing(
        batch,
        processedCount,
        resultCount,
        Math.max(0.1, Math.round(perMillisecond * 10_000) / 10.0),
        Instant.ofEpochMilli(now + Math.round(left)));
  }

  /** Why the batch, of which all chunks have come, failed, or null if it did not. */
  @Nullable String errorMessage() {
    return failure == null
        ? null
        : "the directory gave no answer for %d of %d identifiers: %s; %d others are not in it"
            .formatted(
                unansweredCount,
                batch.identifierCount(),
                failure,
                processedCount - unansweredCount - resultCount);
  }
}
