package dev.batchenrich.gateway;

import dev.batchenrich.gateway.http.Backend;
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

/** Waits for Kafka and its topics, which may come up after the gateway, and connects. */
final class KafkaConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final GatewayConfig config;
  private final ViewDatabase database;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable KafkaSide connected;

  /** Begins to connect. */
  KafkaConnection(GatewayConfig config, ViewDatabase database, Clock clock) {
    this.config = config;
    this.database = database;
    this.clock = clock;
    thread = new Thread(this::connect, "gateway-kafka-connection");
    thread.setDaemon(true);
    thread.start();
  }

  /** True once jobs can be taken and answered for. */
  boolean isReady() {
    var current = connected;
    return current != null && current.isCaughtUp();
  }

  /**
   * What endpoints work with.
   *
   * @throws Refusal until this is ready
   */
  Backend backend() {
    var current = connected;
    if (current == null || !current.isCaughtUp()) {
      throw Refusal.unavailable("The server is starting; nothing was accepted");
    }
    return current.backend();
  }

  private void connect() {
    try {
      while (connected == null && closing.getCount() > 0) {
        try {
          connected = new KafkaSide(config, database, clock);
          LOG.info("connected to Kafka: instance={}", config.instanceId());
        } catch (ExecutionException | KafkaException e) {
          LOG.info(
              "waiting for Kafka and its topics: servers={} reason={}",
              config.kafka().get("bootstrap.servers"),
              String.valueOf(e.getCause() == null ? e : e.getCause()));
          closing.await(TRY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
          LOG.error("not connected to Kafka, trying again", e);
          closing.await(TRY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped while waiting for Kafka");
    }
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
