package dev.batchenrich.standalone;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.GatewayConfig;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user chooses of a standalone server.
 *
 * @param dataFolder where everything is kept
 * @param host the address to listen on
 * @param port to listen on, 0 for any free one
 * @param metricsPort of the same host to serve metrics on, 0 for any free one; null for none
 * @param publicUrl what download links begin with; null for the address that a caller used and, in
 *     webhooks, for the one that is listened on
 * @param directory where records come from; null for the one in the data folder
 * @param apiKeys the keys file; null for the one in the data folder
 * @param webhooks how webhooks are sent
 */
public record StandaloneConfig(
    Path dataFolder,
    String host,
    int port,
    @Nullable Integer metricsPort,
    @Nullable URI publicUrl,
    @Nullable DirectorySettings directory,
    @Nullable Path apiKeys,
    WebhookChoices webhooks) {

  public StandaloneConfig {
    GatewayConfig.requirePorts(port, metricsPort);
    if (publicUrl != null) {
      GatewayConfig.requireBase(publicUrl);
    }
  }

  /** Everything as it is if a user chooses nothing, on any free port. */
  public static StandaloneConfig in(Path dataFolder) {
    return new StandaloneConfig(
        dataFolder, "127.0.0.1", 0, null, null, null, null, WebhookChoices.DEFAULT);
  }
}
