package dev.batchenrich.standalone.command;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;

/** Where this process logs. */
final class Logs {

  private static final String PROPERTY = "batch-enrich.logs";

  private Logs() {}

  /** Chooses the folder. To be called before any class with a logger is loaded. */
  static void writeTo(Path folder) {
    System.setProperty(PROPERTY, folder.toString());
  }

  static Path folder() {
    return Path.of(System.getProperty(PROPERTY, System.getProperty("java.io.tmpdir")));
  }

  /** Writes out what is left. Log4j's own hook would stop it before the server has stopped. */
  static void close() {
    LogManager.shutdown();
  }
}
