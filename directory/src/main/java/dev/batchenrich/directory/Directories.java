package dev.batchenrich.directory;

import dev.batchenrich.directory.local.LocalDirectory;
import dev.batchenrich.directory.postgres.PostgresDirectory;
import dev.batchenrich.directory.postgres.PostgresUri;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Directories by the URI that options name them with. */
public final class Directories {

  private static final String LOCAL = "local:";

  private Directories() {}

  /**
   * Opens the directory at {@code uri}: {@code local:<folder>} or {@code
   * postgresql://user:password@host:port/database}, built by an import.
   *
   * @throws IllegalArgumentException if no directory has such a URI, saying which there are
   * @throws IOException if it cannot be opened, saying why in one line
   */
  public static Directory open(String uri) throws IOException {
    if (PostgresUri.isMeantBy(uri)) {
      return new PostgresDirectory(PostgresUri.parse(uri, System.getenv()));
    }
    if (!uri.startsWith(LOCAL) || uri.length() == LOCAL.length()) {
      throw new IllegalArgumentException(
          "directory must be local:<folder> or postgresql://..., is '%s'".formatted(uri));
    }
    try {
      return new LocalDirectory(Path.of(uri.substring(LOCAL.length())));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "directory must be local:<folder>, is '%s': %s".formatted(uri, e.getReason()), e);
    }
  }
}
