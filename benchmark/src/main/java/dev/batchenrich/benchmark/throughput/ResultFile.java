package dev.batchenrich.benchmark.throughput;

import java.io.IOException;
import java.util.List;

/** The file of a batch while it is written. One thread at a time uses it. */
interface ResultFile {

  /** Adds the lines of the next identifiers. */
  void add(List<String> identifiers) throws IOException;

  /** Completes the file and gives it its name. */
  void finish() throws IOException;
}
