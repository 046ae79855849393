package dev.batchenrich.benchmark.throughput;

/** Somebody who does jobs as often as asked. */
interface Rounds extends AutoCloseable {

  /**
   * Does the first {@code jobs} jobs.
   *
   * @return seconds from the first submission to the last file
   */
  double run(int jobs) throws Exception;
}
