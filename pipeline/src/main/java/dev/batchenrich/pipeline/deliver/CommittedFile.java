package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.contract.message.ResultsFile;

/**
 * A file that has got to its place.
 *
 * @param bucket the folder that it is in, below that of all results
 */
public record CommittedFile(String bucket, String name, long bytes) {

  /** The key under which it meets the outcome of its batch. */
  public String batchId() {
    return BatchFile.batchIdOf(bucket);
  }

  boolean isUnresolved() {
    return BatchFile.isUnresolved(bucket);
  }

  String path() {
    return bucket + "/" + name;
  }

  ResultsFile announced() {
    return new ResultsFile(path(), bytes);
  }
}
