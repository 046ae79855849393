package dev.batchenrich.standalone;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.GatewayConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param checkpointInterval how often batches are finished, all that are complete at once; null to
 *     finish each as soon as it is
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
    @Nullable Duration checkpointInterval,
    WebhookChoices webhooks) {

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

  public StandaloneConfig {
    GatewayConfig.requirePorts(port, metricsPort);
    if (publicUrl != null) {
      GatewayConfig.requireBase(publicUrl);
    }
    if (checkpointInterval != null
        && (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0
            || checkpointInterval.compareTo(LONGEST_INTERVAL) > 0)) {
      throw new IllegalArgumentException(
          "checkpoint-interval must be 100 ms to 1 h, is " + checkpointInterval.toMillis() + " ms");
    }
  }

  /** Everything as it is if a user chooses nothing, on any free port. */
  public static StandaloneConfig in(Path dataFolder) {
    return new StandaloneConfig(
        dataFolder, "127.0.0.1", 0, null, null, null, null, null, WebhookChoices.DEFAULT);
  }
}
