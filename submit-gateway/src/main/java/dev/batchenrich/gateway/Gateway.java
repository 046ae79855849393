package dev.batchenrich.gateway;

import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.http.HttpApi;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.metrics.MetricsServer;
import dev.batchenrich.gateway.view.ViewDatabase;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: HTTP on one side, Kafka on the other. */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** What was opened, the last first. */
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  private final KafkaConnection kafka;
  private final HttpApi http;
  private final @Nullable MetricsServer metricsServer;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Gateway(GatewayConfig config, Clock clock) {
    var apiKeys = new ApiKeys(config.apiKeysFile());
    var signer = new LinkSigner(LinkSecret.readOrMake(config.linkSecretFile()), clock);
    new KafkaClients(config.kafka()).requireUsable();
    try {
      metricsServer =
          config.metricsPort() == null
              ? null
              : opened(new MetricsServer(config.host(), config.metricsPort()));
      var metrics =
          new GatewayMetrics(
              metricsServer == null ? new CompositeMeterRegistry() : metricsServer.registry());
      var database = opened(new ViewDatabase(config.dataDir()));
      kafka = opened(new KafkaConnection(config, database, metrics, clock));
      var results = opened(config.results().open());
      var directory = config.directory() == null ? null : opened(open(config.directory()));
      http =
          opened(
              new HttpApi(
                  config.http(),
                  apiKeys,
                  signer,
                  results,
                  directory,
                  kafka::backend,
                  kafka::isReady,
                  metrics,
                  clock));
      metrics.watch(http::isReady, kafka::viewLag);
    } catch (IllegalArgumentException e) {
      closeWhatIsOpen();
      throw e;
    }
    LOG.info("listening on http://{}:{}", config.host(), http.port());
    if (metricsServer != null) {
      LOG.info("metrics on http://{}:{}/metrics", config.host(), metricsServer.port());
    }
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

  /** What is served, as in {@code GET /batch/{batch_id}}. */
  List<String> routes() {
    return http.routes();
  }

  /**
   * The port that metrics are served on.
   *
   * @throws IllegalStateException if there are none
   */
  public int metricsPort() {
    if (metricsServer == null) {
      throw new IllegalStateException("metrics-port is not given");
    }
    return metricsServer.port();
  }

  /** True while jobs can be taken and answered for. */
  public boolean isReady() {
    return http.isReady();
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
    closeWhatIsOpen();
    LOG.info("stopped");
  }

  private void closeWhatIsOpen() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        LOG.warn("not closed in order: reason={}", e.toString());
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    closing.push(part);
    return part;
  }

  private static Directory open(DirectorySettings settings) {
    try {
      return Directories.open(settings, 1);
    } catch (IOException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }
}
