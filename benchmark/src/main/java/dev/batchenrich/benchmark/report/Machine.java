package dev.batchenrich.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What everything runs on.
 *
 * @param handOverNanos what it takes a core to {@linkplain HandOver hand something over} to another
 */
public record Machine(
    String cpu, int cores, long memoryBytes, String os, String jdk, long handOverNanos) {

  /** This one. */
  public static Machine here() throws InterruptedException {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        HandOver.nanos());
  }

  @Override
  public String toString() {
    return "%d cores of %s, %s, %d ns from core to core".formatted(cores, cpu, jdk, handOverNanos);
  }

  private static String cpuModel() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
