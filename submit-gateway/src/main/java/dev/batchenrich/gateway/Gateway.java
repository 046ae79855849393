package dev.batchenrich.gateway;

import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.http.HttpApi;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.results.ResultFiles;
import dev.batchenrich.gateway.view.ViewDatabase;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: HTTP on one side, Kafka on the other. */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final ViewDatabase database;
  private final KafkaConnection kafka;
  private final @Nullable Directory directory;
  private final ResultFiles results;
  private final HttpApi http;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Gateway(GatewayConfig config, Clock clock) {
    var apiKeys = new ApiKeys(config.apiKeysFile());
    var signer = new LinkSigner(LinkSecret.readOrMake(config.linkSecretFile()), clock);
    new KafkaClients(config.kafka()).requireUsable();
    database = new ViewDatabase(config.dataDir());
    kafka = new KafkaConnection(config, database, clock);
    Directory opened = null;
    ResultFiles found = null;
    try {
      found = config.results().open();
      opened = config.directory() == null ? null : open(config.directory());
      http =
          new HttpApi(
              config.host(),
              config.port(),
              apiKeys,
              signer,
              found,
              config.publicUrl(),
              config.webhookTargets(),
              opened,
              kafka::backend,
              kafka::isReady,
              config.shutdownGrace());
    } catch (IllegalArgumentException e) {
      close(opened);
      if (found != null) {
        found.close();
      }
      kafka.close();
      database.close();
      throw e;
    }
    directory = opened;
    results = found;
    LOG.info("listening on http://{}:{}", config.host(), http.port());
  }

  /**
   * Starts a gateway. It listens when this returns, and becomes ready when Kafka is there.
   *
   * @throws IllegalArgumentException saying in one line what of the set-up cannot be used
   */
  public static Gateway start(GatewayConfig config, Clock clock) {
    return new Gateway(config, clock);
  }

  /** The port that it listens on. */
  public int port() {
    return http.port();
  }

  /** True while jobs can be taken and answered for. */
  public boolean isReady() {
    return kafka.isReady();
  }

  /** Waits until it is ready; false if that takes longer than {@code timeout}, or it is closed. */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (!isReady()) {
      if (System.nanoTime() >= deadline
          || closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Ends the requests under way, within the grace period, then everything else. */
  @Override
  public synchronized void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    http.close();
    close(directory);
    results.close();
    kafka.close();
    database.close();
    LOG.info("stopped");
  }

  private static Directory open(DirectorySettings settings) {
    try {
      return Directories.open(settings, 1);
    } catch (IOException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void close(@Nullable Directory directory) {
    if (directory != null) {
      directory.close();
    }
  }
}
