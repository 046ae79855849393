package dev.batchenrich.benchmark.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process takes, as Linux tells. */
public record ProcessUsage(ProcessHandle process) {

  private static final String PEAK = "VmHWM:";

  /** Seconds of cores so far. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
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
