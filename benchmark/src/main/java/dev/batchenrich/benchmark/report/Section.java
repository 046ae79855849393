package dev.batchenrich.benchmark.report;

import java.io.PrintWriter;

/** A part of the benchmark that answers one question. */
@FunctionalInterface
public interface Section {

  /** Measures, prints what it finds as it goes, and leaves its figures in {@code report}. */
  void run(PrintWriter out, Report report) throws Exception;
}
