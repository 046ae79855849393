package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
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
 * @param progressAt when to report progress next, in epoch milliseconds; a timer is set for it
 */
public record BatchProgress(
    Batch batch,
    int chunks,
    int processedCount,
    int resultCount,
    int unansweredCount,
    @Nullable String failure,
    long deadline,
    long progressAt) {

  static BatchProgress begin(Batch batch, long progressAt) {
    return new BatchProgress(batch, 0, 0, 0, 0, null, 0, progressAt);
  }

  BatchProgress plus(EncodedChunk chunk, long newDeadline) {
    return new BatchProgress(
        batch,
        chunks + 1,
        processedCount + chunk.identifierCount(),
        resultCount + chunk.resultCount(),
        unansweredCount + (chunk.failure() == null ? 0 : chunk.identifierCount()),
        failure == null ? chunk.failure() : failure,
        newDeadline,
        progressAt);
  }

  BatchProgress reportingAt(long newProgressAt) {
    return new BatchProgress(
        batch,
        chunks,
        processedCount,
        resultCount,
        unansweredCount,
        failure,
        deadline,
        newProgressAt);
  }

  boolean isComplete() {
    return chunks == batch.chunkCount();
  }

  JobStatus status() {
    return JobStatus.processing(
        batch, Math.min(processedCount, batch.identifierCount()), resultCount);
  }

  /** Why the batch, of which all chunks have come, failed, or null if it did not. */
  @Nullable String errorMessage() {
    return failure == null
        ? null
        : "the directory gave no answer for %d of %d identifiers: %s"
            .formatted(unansweredCount, batch.identifierCount(), failure);
  }
}
