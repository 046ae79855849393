package dev.batchenrich.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What was done when, on the console and in a file. */
final class Journal {

  private final Path file;
  private final long begin = System.nanoTime();
  private final Map<String, Integer> faults = new TreeMap<>();

  Journal(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
  }

  void fault(Fault fault) {
    faults.merge(
        "%s: %s".formatted(fault.target(), fault.kind().replaceAll("[0-9]+ ms", "50 to 300 ms")),
        1,
        Integer::sum);
    note("%s: %s for %.1f s", fault.target(), fault.kind(), fault.lasts().toMillis() / 1e3);
  }

  /** How many there were of each. */
  Map<String, Integer> faults() {
    return faults;
  }

  void note(String message, Object... arguments) {
    var line =
        "%s %7.1f s  %s%n"
            .formatted(
                LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
                Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3,
                message.formatted(arguments));
    System.out.print(line);
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
