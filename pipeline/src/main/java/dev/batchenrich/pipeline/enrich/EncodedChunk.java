package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.intake.Message;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as it goes into the results file.
 *
 * @param segment the lines of its records
 * @param resultCount how many lines they are
 * @param failure why the directory gave no answer, or null if it did
 * @param unresolved the lines of its other positions, or null if there are none
 */
public record EncodedChunk(
    Batch batch,
    int chunkIndex,
    int firstPosition,
    int identifierCount,
    int resultCount,
    Segment segment,
    @Nullable String failure,
    Message message,
    @Nullable Segment unresolved) {

  /** The key of the assembly. */
  public String batchId() {
    return batch.batchId();
  }
}
