package dev.batchenrich.standalone.demo;

import java.io.PrintWriter;

/** A line for every change, for output that is not a terminal. */
final class ProgressLines implements Progress {

  private final String title;
  private final int requested;
  private final PrintWriter out;
  private int shown;

  ProgressLines(String title, int requested, PrintWriter out) {
    this.title = title;
    this.requested = requested;
    this.out = out;
  }

  @Override
  public void processed(int count) {
    if (count > shown) {
      shown = count;
      out.printf("%-10s %,d of %,d%n", title, count, requested);
    }
  }

  @Override
  public void close() {
    processed(requested);
  }
}
