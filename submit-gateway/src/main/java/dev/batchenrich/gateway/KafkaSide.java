package dev.batchenrich.gateway;

import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.cancel.Cancellations;
import dev.batchenrich.gateway.http.Backend;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.kafka.Topics;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.publish.Appender;
import dev.batchenrich.gateway.publish.CancellationLog;
import dev.batchenrich.gateway.publish.JobLog;
import dev.batchenrich.gateway.publish.Publisher;
import dev.batchenrich.gateway.publish.WebhookRequests;
import dev.batchenrich.gateway.redeliver.Redeliveries;
import dev.batchenrich.gateway.submit.Submissions;
import dev.batchenrich.gateway.view.View;
import dev.batchenrich.gateway.view.ViewDatabase;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that talks to Kafka, connected. */
final class KafkaSide implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSide.class);

  /** What was opened, the last first. */
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private final View view;
  private final Backend backend;

  /**
   * Connects.
   *
   * @throws ExecutionException if Kafka lacks a topic, or cannot be reached
   * @throws KafkaException likewise
   */
  KafkaSide(GatewayConfig config, ViewDatabase database, GatewayMetrics metrics, Clock clock)
      throws ExecutionException, InterruptedException {
    var clients = new KafkaClients(config.kafka());
    Topics topics;
    try (var admin = clients.admin()) {
      topics = Topics.describe(admin);
    }
    var admissions = new Admissions();
    try {
      var appender = new Appender(clients);
      closing.push(appender::close);
      var publisher = new Publisher(clients, config.instanceId());
      closing.push(publisher::close);
      view = new View(clients, topics, database, admissions, clock);
      closing.push(view::close);
      backend =
          new Backend(
              view,
              new Submissions(
                  topics,
                  admissions,
                  view,
                  new JobLog(appender),
                  publisher,
                  clock,
                  System::nanoTime,
                  UUID::randomUUID,
                  metrics),
              new Redeliveries(view, new WebhookRequests(appender), clock),
              new Cancellations(view, new CancellationLog(appender), clock));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Backend backend() {
    return backend;
  }

  boolean isCaughtUp() {
    return view.isCaughtUp();
  }

  /** How far the view is behind, in offsets. */
  long viewLag() {
    return view.lag();
  }

  /** Reads all that is written; false if Kafka does not answer. */
  boolean catchUp() {
    return view.catchUp();
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (RuntimeException e) {
        LOG.warn("not closed in order: reason={}", e.toString());
      }
    }
  }
}
