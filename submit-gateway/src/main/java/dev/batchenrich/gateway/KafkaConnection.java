package dev.batchenrich.gateway;

import dev.batchenrich.gateway.http.Backend;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.ViewDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for Kafka and its topics, which may come up after the gateway, connects, and asks Kafka
 * from then on whether it is still there.
 */
final class KafkaConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);
  private static final Duration ASK_UNTIL_READY_EVERY = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final GatewayConfig config;
  private final ViewDatabase database;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable KafkaSide connected;
  private volatile long answeredAt;
  private boolean wasReady;

  /** Begins to connect. */
  KafkaConnection(
      GatewayConfig config, ViewDatabase database, GatewayMetrics metrics, Clock clock) {
    this.config = config;
    this.database = database;
    this.metrics = metrics;
    this.clock = clock;
    thread = new Thread(this::run, "gateway-kafka-connection");
    thread.setDaemon(true);
    thread.start();
  }

  /** True while jobs can be taken and answered for: Kafka has answered of late. */
  boolean isReady() {
    var current = connected;
    return current != null
        && current.isCaughtUp()
        && System.nanoTime() - answeredAt < SILENCE.toNanos();
  }

  /** How far the view is behind, in offsets; not a number until there was a connection. */
  double viewLag() {
    var current = connected;
    return current == null ? Double.NaN : current.viewLag();
  }

  /**
   * What endpoints work with.
   *
   * @throws Refusal until this is ready for the first time
   */
  Backend backend() {
    var current = connected;
    if (current == null || !current.isCaughtUp()) {
      throw Refusal.unavailable("The server is starting; nothing was accepted");
    }
    return current.backend();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        var side = connected;
        if (side == null) {
          connect();
        } else {
          watch(side);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped to watch Kafka");
    }
  }

  private void connect() throws InterruptedException {
    try {
      var side = new KafkaSide(config, database, metrics, clock);
      answeredAt = System.nanoTime();
      connected = side;
      LOG.info("connected to Kafka: instance={}", config.instanceId());
      return;
    } catch (ExecutionException | KafkaException e) {
      LOG.info(
          "waiting for Kafka and its topics at {}: {}",
          config.kafka().get("bootstrap.servers"),
          String.valueOf(e.getCause() == null ? e : e.getCause()));
    } catch (RuntimeException e) {
      LOG.error("not connected to Kafka, trying again", e);
    }
    pause(TRY_EVERY);
  }

  private void watch(KafkaSide side) throws InterruptedException {
    if (side.catchUp()) {
      answeredAt = System.nanoTime();
    }
    var isReady = isReady();
    if (isReady != wasReady) {
      LOG.info(isReady ? "ready" : "not ready: Kafka does not answer");
      wasReady = isReady;
    }
    pause(isReady ? ASK_EVERY : ASK_UNTIL_READY_EVERY);
  }

  private void pause(Duration time) throws InterruptedException {
    closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (connected != null) {
      connected.close();
    }
  }
}
