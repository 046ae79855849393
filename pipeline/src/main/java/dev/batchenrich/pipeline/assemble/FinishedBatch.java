package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.pipeline.gzip.Segment;
import java.util.List;

/**
 * A batch that has ended and the whole content of its files: a single element of the stream, so
 * that they are never split between checkpoints.
 *
 * @param segments of the results, in submission order
 * @param unresolved the segments of the list of positions that gave no record, in the same order;
 *     empty if there is to be no such file
 */
public record FinishedBatch(Outcome outcome, List<Segment> segments, List<Segment> unresolved) {

  public String batchId() {
    return outcome.batchId();
  }
}
