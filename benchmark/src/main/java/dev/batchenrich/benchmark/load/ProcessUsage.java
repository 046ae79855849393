package dev.batchenrich.benchmark.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process takes, as Linux tells. */
public record ProcessUsage(ProcessHandle process) {

  private static final String PEAK = "VmHWM:";

  /** What Linux, which keeps 15 characters, calls the threads of the just-in-time compilers. */
  private static final String COMPILER = "CompilerThre";

  /** Linux counts in these, whatever its own clock is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Seconds of cores so far. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** The part of {@link #cpuSeconds} that went into just-in-time compilation. */
  public double compilerSeconds() throws IOException {
    var ticks = 0L;
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
      for (var thread : threads) {
        ticks += compilerTicks(thread);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long compilerTicks(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).contains(COMPILER)
          ? ticks(Files.readString(thread.resolve("stat")))
          : 0;
    } catch (IOException e) {
      // It has ended meanwhile.
      return 0;
    }
  }

  /** User and system time from the text of {@code stat}: its name may hold anything. */
  static long ticks(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** The most memory that was resident so far. */
  public long peakMemoryBytes() throws IOException {
    return peakMemoryBytes(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
  }

  /** The same from the text of {@code status}, where it is in kB. */
  static long peakMemoryBytes(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith(PEAK))
            .mapToLong(
                line -> Long.parseLong(line.substring(PEAK.length()).replace("kB", "").strip()))
            .findFirst()
            .orElse(0)
        * 1024;
  }
}
