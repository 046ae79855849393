package dev.batchenrich.standalone.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says, when Ctrl-C or SIGTERM ends the process, how to go on. */
record Interruption(Thread hook) implements AutoCloseable {

  /** It goes on from {@code folder}, if that is there. */
  static Interruption explainedBy(PrintWriter err, Path folder) {
    var hook =
        new Thread(
            () -> {
              if (Files.exists(folder)) {
                err.printf("%nstopped; the same command goes on (from %s)%n", folder);
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has begun.
    }
  }
}
