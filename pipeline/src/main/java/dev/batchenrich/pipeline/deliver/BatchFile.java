package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.pipeline.assemble.FinishedBatch;
import dev.batchenrich.pipeline.gzip.Segment;
import java.util.List;

/**
 * A file to be written.
 *
 * @param bucket the folder that it alone is in: {@code <batch_id>} for results, {@code
 *     <batch_id>/unresolved} for the list of positions that gave no record
 */
record BatchFile(String bucket, List<Segment> segments) {

  private static final String UNRESOLVED = "/unresolved";

  static BatchFile results(FinishedBatch batch) {
    return new BatchFile(batch.batchId(), batch.segments());
  }

  static BatchFile unresolved(FinishedBatch batch) {
    return new BatchFile(batch.batchId() + UNRESOLVED, batch.unresolved());
  }

  static boolean isUnresolved(String bucket) {
    return bucket.endsWith(UNRESOLVED);
  }

  static String batchIdOf(String bucket) {
    return isUnresolved(bucket)
        ? bucket.substring(0, bucket.length() - UNRESOLVED.length())
        : bucket;
  }
}
