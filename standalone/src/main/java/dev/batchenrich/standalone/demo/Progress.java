package dev.batchenrich.standalone.demo;

import java.io.PrintWriter;

/** Shows how far a batch is. */
interface Progress extends AutoCloseable {

  /** Tells that {@code count} identifiers have been looked up so far. */
  void processed(int count);

  /** Tells that the batch has ended. */
  @Override
  void close();

  /** A live bar on a terminal, otherwise plain lines. */
  static Progress of(String title, int requested, PrintWriter out, boolean isTerminal) {
    return isTerminal
        ? new ProgressBars(title, requested)
        : new ProgressLines(title, requested, out);
  }
}
