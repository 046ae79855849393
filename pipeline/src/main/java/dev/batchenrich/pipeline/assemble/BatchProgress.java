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
 * @param progressAt when to report progress, in epoch milliseconds; a timer is set for it. {@value
 *     #NEVER} if nothing has come since the last report
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

  static final long NEVER = 0;

  static BatchProgress begin(Batch batch) {
    return new BatchProgress(batch, 0, 0, 0, 0, null, NEVER, NEVER);
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
        progressAt);
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
        newProgressAt);
  }

  boolean isComplete() {
    return chunks == batch.chunkCount();
  }

  JobStatus status() {
    return JobStatus.processing(batch, processedCount, resultCount);
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
