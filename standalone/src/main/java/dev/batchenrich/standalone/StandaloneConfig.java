package dev.batchenrich.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user chooses of a standalone server.
 *
 * @param dataFolder where everything is kept
 * @param host the address to listen on
 * @param port to listen on, 0 for any free one
 * @param directory the URI of the directory; null for the one in the data folder
 * @param apiKeys the keys file; null for the one in the data folder
 */
public record StandaloneConfig(
    Path dataFolder, String host, int port, @Nullable String directory, @Nullable Path apiKeys) {

  public StandaloneConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
    }
  }
}
