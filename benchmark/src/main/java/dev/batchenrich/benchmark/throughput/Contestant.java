package dev.batchenrich.benchmark.throughput;

import java.nio.file.Path;

/** A process in which contenders of one kind do their jobs, one contender after the other. */
interface Contestant extends AutoCloseable {

  /**
   * Has {@code contender} do the first {@code jobs} jobs. What it needs is started before, if it is
   * not the one that did the last ones.
   *
   * @return seconds from the first submission to the last file
   */
  double run(Contender contender, int jobs) throws Exception;

  ProcessHandle process();

  /** The folder under which its files are. */
  Path results();
}
