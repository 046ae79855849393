package dev.batchenrich.standalone.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka node in this JVM, on loopback only, with everything it knows in one folder. Started
 * again on the same folder, after a clean stop or a crash, it has every record it acknowledged; its
 * ports may be others.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a node on {@code folder}, which is created if missing, and returns once it serves
   * clients.
   */
  public static EmbeddedBroker start(Path folder) {
    var ports = FreePorts.find();
    var config = new BrokerConfig(folder.toAbsolutePath(), ports.first(), ports.second());
    formatIfNew(config.folder());
    var server = new KafkaRaftServer(new KafkaConfig(config.properties()), Time.SYSTEM);
    var broker = new EmbeddedBroker(server, config.bootstrapServers());
    try {
      server.startup();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    LOG.info("The broker serves clients. bootstrap={} folder={}", broker.bootstrapServers, folder);
    return broker;
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the node; one that does not stop in seconds is left to die with the JVM. */
  @Override
  public void close() {
    var stop =
        CompletableFuture.runAsync(
            () -> {
              server.shutdown();
              server.awaitShutdown();
            },
            task -> {
              var thread = new Thread(task, "stop-broker");
              thread.setDaemon(true);
              thread.start();
            });
    try {
      stop.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("The broker did not stop cleanly; it recovers at the next start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void formatIfNew(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .setNodeId(BrokerConfig.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerConfig.CONTROLLER)
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("the broker's folder cannot be written: " + folder, e);
    } catch (Exception e) {
      throw new IllegalStateException("the broker's folder cannot be prepared: " + folder, e);
    }
  }
}
