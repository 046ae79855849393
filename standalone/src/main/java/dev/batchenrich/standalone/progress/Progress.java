package dev.batchenrich.standalone.progress;

import java.io.PrintWriter;

/** Shows how far something is; what it shows last stays visible when it is closed. */
public interface Progress extends AutoCloseable {

  /** Tells that {@code count} of all are done so far. */
  void processed(long count);

  /** Says {@code line}, which stays where it is while this goes on below it. */
  void note(String line);

  @Override
  void close();

  /** A live bar on a terminal, otherwise plain lines on {@code out}. */
  static Progress of(String title, long all, PrintWriter out, boolean isTerminal) {
    return isTerminal ? new ProgressBars(title, all, out) : new ProgressLines(title, all, out);
  }
}
