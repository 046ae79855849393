package dev.batchenrich.directory;

import dev.batchenrich.directory.cache.CachingDirectory;
import dev.batchenrich.directory.local.LocalDirectory;
import dev.batchenrich.directory.postgres.PostgresDirectory;
import dev.batchenrich.directory.postgres.PostgresUri;
import dev.batchenrich.directory.upstream.UpstreamDirectory;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Directories by the URI that options name them with. */
public final class Directories {

  static final String LOCAL = "local:";
  private static final String FORMS =
      "local:<folder>, postgresql://user:password@host:port/database or https://<host>/<path>";

  private Directories() {}

  /** Opens the directory at {@code uri} with everything else as it is by default. */
  public static Directory open(String uri) throws IOException {
    return open(DirectorySettings.of(uri), 1);
  }

  /**
   * Opens a directory: {@code local:<folder>} or {@code
   * postgresql://user:password@host:port/database}, built by an import, or an upstream at {@code
   * https://<host>/<path>}, with a cache in front if there is to be one. Whether an upstream
   * answers is not tried.
   *
   * @param users how many open it, who together keep its limits of calls
   * @throws IllegalArgumentException if no directory has such a URI, saying which there are, or if
   *     something else about it cannot be used
   * @throws IOException if it cannot be opened, saying why in one line
   */
  public static Directory open(DirectorySettings settings, int users) throws IOException {
    var directory = openWithoutCache(settings, users);
    return settings.cache().isNone() ? directory : CachingDirectory.over(directory, settings);
  }

  private static Directory openWithoutCache(DirectorySettings settings, int users)
      throws IOException {
    var uri = settings.uri();
    if (UpstreamDirectory.isUpstream(uri)) {
      return UpstreamDirectory.open(settings, users, System.getenv());
    }
    if (PostgresUri.isMeantBy(uri)) {
      return new PostgresDirectory(PostgresUri.parse(uri, System.getenv()));
    }
    if (!uri.startsWith(LOCAL) || uri.length() == LOCAL.length()) {
      throw new IllegalArgumentException("directory must be %s, is '%s'".formatted(FORMS, uri));
    }
    try {
      return new LocalDirectory(Path.of(uri.substring(LOCAL.length())));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "directory must be %s, is '%s': %s".formatted(FORMS, uri, e.getReason()), e);
    }
  }
}
