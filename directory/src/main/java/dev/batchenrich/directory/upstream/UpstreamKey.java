package dev.batchenrich.directory.upstream;

import dev.batchenrich.contract.file.WatchedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API key of an upstream. A file is read again when it changes. */
final class UpstreamKey {

  static final String VARIABLE = "BATCH_ENRICH_DIRECTORY_KEY";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,4096}");

  private final Supplier<String> current;

  private UpstreamKey(Supplier<String> current) {
    this.current = current;
  }

  /**
   * The key in {@code file} or, without one, in the environment.
   *
   * @throws IllegalArgumentException saying in one line why there is none; never what it is
   */
  static UpstreamKey of(@Nullable String file, Map<String, String> environment) {
    if (file != null) {
      var watched =
          new WatchedFile<>(
              "directory key file",
              Path.of(file),
              path -> checked(Files.readString(path).strip(), path.toString()));
      return new UpstreamKey(watched::content);
    }
    var variable = environment.get(VARIABLE);
    if (variable == null || variable.isBlank()) {
      throw new IllegalArgumentException(
          "an upstream directory needs an API key: give directory-key-file, or set " + VARIABLE);
    }
    var key = checked(variable.strip(), VARIABLE);
    return new UpstreamKey(() -> key);
  }

  /** What the header {@code Authorization} is to hold. */
  String authorization() {
    return "Bearer " + current.get();
  }

  private static String checked(String key, String where) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "%s must hold one API key of visible ASCII characters and nothing else".formatted(where));
    }
    return key;
  }
}
