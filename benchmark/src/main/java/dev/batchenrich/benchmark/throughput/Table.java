package dev.batchenrich.benchmark.throughput;

import java.io.PrintWriter;

/** Results as lines of text. */
record Table(PrintWriter out) {

  void printHead() {
    out.printf(
        "%-18s %-8s %-8s %8s %14s %19s %12s %12s %12s %12s%n",
        "contestant",
        "fields",
        "deflate",
        "warm-up",
        "identifiers/s",
        "min - max",
        "CPU s/M",
        "peak memory",
        "bytes out",
        "core to core");
    out.flush();
  }

  void print(Result result) {
    var rate = result.identifiersPerSecond();
    out.printf(
        "%-18s %-8s %-8s %6.0f s %,14.0f %,9.0f - %,7.0f %12.1f %,9d MB %,9d MB %9.0f ns%n",
        result.name(),
        result.fields(),
        result.deflate(),
        result.warmUpSeconds(),
        rate.median(),
        rate.min(),
        rate.max(),
        result.cpuSecondsPerMillion(),
        result.peakMemoryBytes() >> 20,
        result.bytesOut() >> 20,
        result.handOverNanos());
    out.flush();
  }
}
