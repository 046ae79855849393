package dev.batchenrich.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one folder under which everything lies, held by one process at a time: the lock is gone with
 * the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes {@code root}, which is created if missing.
   *
   * @throws CannotGoOn if it cannot be written or another process holds it
   */
  public static DataFolder open(Path root) {
    var absolute = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      var channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new CannotGoOn("the data folder is in use by another process: " + absolute);
      }
      return new DataFolder(absolute, channel);
    } catch (IOException e) {
      throw new CannotGoOn("the data folder cannot be written: " + CannotGoOn.reason(e), e);
    }
  }

  public Path root() {
    return root;
  }

  /** The broker's records. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** The jobs' state. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** The files to download. */
  public Path results() {
    return root.resolve("results");
  }

  /** What the gateway can build again from the broker's records. */
  public Path gateway() {
    return root.resolve("gateway");
  }

  public Path logs() {
    return logsIn(root);
  }

  /** What need not survive the process. */
  public Path temporary() {
    return root.resolve("tmp");
  }

  /** The user's own records, if imported here. */
  public Path directory() {
    return root.resolve("directory");
  }

  /** The fictional records. */
  public Path sample() {
    return root.resolve("sample");
  }

  /** The key of the account {@code demo}, in clear. */
  public Path apiKey() {
    return root.resolve("api-key");
  }

  /** Accounts and hashes of their keys. */
  public Path apiKeys() {
    return root.resolve("api-keys");
  }

  /** What webhooks of the account {@code demo} are signed with. */
  public Path webhookSecret() {
    return root.resolve("webhook-secret");
  }

  /** Accounts and what their webhooks are signed with. */
  public Path webhookSecrets() {
    return root.resolve("webhook-secrets");
  }

  /** What download links are signed with. */
  public Path linkSecret() {
    return root.resolve("link-secret");
  }

  /** Where a program on data folder {@code root} logs. */
  public static Path logsIn(Path root) {
    return root.toAbsolutePath().normalize().resolve("logs");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock cannot be released: " + root, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
