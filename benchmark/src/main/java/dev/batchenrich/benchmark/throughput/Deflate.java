package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.pipeline.EnrichOptions;

/**
 * How files are compressed.
 *
 * @param isOurs whether by the segments of the job {@code enrich}; otherwise by the JDK's
 *     GZIPOutputStream
 */
record Deflate(boolean isOurs, int level) {

  /** As the job does it. */
  static final Deflate OURS = new Deflate(true, EnrichOptions.COMPRESSION_LEVEL.defaultValue());

  private static final String JDK = "jdk-";

  static Deflate jdk(int level) {
    return new Deflate(false, level);
  }

  @Override
  public String toString() {
    return isOurs ? "ours" : JDK + level;
  }
}
