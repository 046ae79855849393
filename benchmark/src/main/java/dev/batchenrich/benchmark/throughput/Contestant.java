package dev.batchenrich.benchmark.throughput;

import java.nio.file.Path;

/** A contender at work, in a process of its own. */
interface Contestant extends Rounds {

  ProcessHandle process();

  /** The folder under which its files are. */
  Path results();
}
