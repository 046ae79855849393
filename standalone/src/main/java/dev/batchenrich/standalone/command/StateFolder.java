package dev.batchenrich.standalone.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Where programs keep what they go on with, after the XDG Base Directory Specification. */
final class StateFolder {

  private StateFolder() {}

  static Path in(Map<String, String> environment) {
    var given = Objects.requireNonNullElse(environment.get("XDG_STATE_HOME"), "");
    // The specification has relative paths ignored.
    var home =
        Path.of(given).isAbsolute()
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return home.resolve("batch-enrich");
  }
}
