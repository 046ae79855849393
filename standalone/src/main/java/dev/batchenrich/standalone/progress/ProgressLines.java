package dev.batchenrich.standalone.progress;

import java.io.PrintWriter;

/** A line for every change, for output that is not a terminal. */
final class ProgressLines implements Progress {

  private final String title;
  private final long all;
  private final PrintWriter out;
  private long shown;

  ProgressLines(String title, long all, PrintWriter out) {
    this.title = title;
    this.all = all;
    this.out = out;
  }

  @Override
  public void processed(long count) {
    if (count > shown) {
      shown = count;
      out.printf("%-10s %,d of %,d%n", title, count, all);
    }
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  @Override
  public void close() {}
}
