package dev.batchenrich.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process that can be killed, stopped for a while and started again. */
final class Node {

  private static final Path LOGS = Path.of("target", "faults");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * @param name of its log file, too
   * @param command what comes after {@code java}
   */
  Node(String name, List<String> command, Map<String, String> environment) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  String name() {
    return name;
  }

  synchronized void start() {
    try {
      Files.createDirectories(LOGS);
      var builder =
          new ProcessBuilder(Java.command(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  void run() throws InterruptedException {
    start();
    var exit = running().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("%s ended with %d, see %s".formatted(name, exit, log()));
    }
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** SIGTERM, and its end. */
  void stop() throws InterruptedException {
    running().destroy();
    running().waitFor();
  }

  /** SIGSTOP. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** True unless it has ended by itself, which is what supervisors are for. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(running().pid())).start().waitFor();
  }

  private synchronized Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  private Path log() {
    return LOGS.resolve(name + ".log");
  }
}
