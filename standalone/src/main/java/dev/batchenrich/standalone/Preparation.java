package dev.batchenrich.standalone;

import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.pipeline.post.SigningSecrets;
import dev.batchenrich.standalone.account.DemoAccount;
import dev.batchenrich.standalone.records.ServedDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Everything that can go wrong at a start, checked in a moment, before anything heavy starts.
 *
 * @param folder held until the server stops
 * @param config whose ports were free a moment ago
 * @param directory to serve records from
 * @param apiKeys the keys file
 * @param webhookSecrets the file of accounts' signing secrets
 */
public record Preparation(
    DataFolder folder,
    StandaloneConfig config,
    ServedDirectory directory,
    Path apiKeys,
    Path webhookSecrets)
    implements AutoCloseable {

  /**
   * Checks {@code config} and takes its data folder.
   *
   * @throws CannotGoOn saying in one line what is wrong
   */
  public static Preparation of(StandaloneConfig config) {
    var folder = DataFolder.open(config.dataFolder());
    try {
      requireFree(config.host(), config.port());
      if (config.metricsPort() != null) {
        requireFree(config.host(), config.metricsPort());
      }
      return new Preparation(
          folder,
          config,
          ServedDirectory.of(config.directory(), folder),
          apiKeys(config, folder),
          webhookSecrets(config.webhooks(), folder));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** The same with another directory. */
  public Preparation serving(ServedDirectory other) {
    return new Preparation(folder, config, other, apiKeys, webhookSecrets);
  }

  /** Lets the folder go. */
  @Override
  public void close() {
    folder.close();
  }

  private static void requireFree(String host, int port) {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CannotGoOn("the host is unknown: " + host);
    }
    try (var socket = new ServerSocket()) {
      socket.bind(address);
    } catch (IOException e) {
      throw new CannotGoOn(
          "cannot listen on %s port %d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  private static Path apiKeys(StandaloneConfig config, DataFolder folder) {
    var given = config.apiKeys();
    try {
      if (given == null) {
        DemoAccount.createKeyIfMissing(folder.apiKeys(), folder.apiKey());
      }
      var file = Objects.requireNonNullElse(given, folder.apiKeys());
      requireUsable(file);
      return file;
    } catch (IOException e) {
      throw new CannotGoOn("the API key cannot be written: " + CannotGoOn.reason(e), e);
    }
  }

  private static Path webhookSecrets(WebhookChoices chosen, DataFolder folder) {
    var given = chosen.secrets();
    try {
      if (given == null) {
        DemoAccount.createSecretIfMissing(folder.webhookSecrets(), folder.webhookSecret());
      }
      var file = Objects.requireNonNullElse(given, folder.webhookSecrets());
      SigningSecrets.requireUsable(file);
      return file;
    } catch (IOException e) {
      throw new CannotGoOn("the webhook secret cannot be written: " + CannotGoOn.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
  }

  private static void requireUsable(Path apiKeys) {
    try {
      var unused = new ApiKeys(apiKeys);
    } catch (IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
  }
}
