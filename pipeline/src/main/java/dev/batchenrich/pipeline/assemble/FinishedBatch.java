package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.pipeline.gzip.Segment;
import java.util.List;

/**
 * A batch that has ended and the whole content of its results file: a single element of the stream,
 * so that a file is never split between checkpoints.
 *
 * @param segments in submission order
 */
public record FinishedBatch(Outcome outcome, List<Segment> segments) {

  public String batchId() {
    return outcome.batchId();
  }
}
