package dev.batchenrich.gateway;

import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.http.Backend;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.kafka.Topics;
import dev.batchenrich.gateway.publish.JobLog;
import dev.batchenrich.gateway.publish.Publisher;
import dev.batchenrich.gateway.submit.Submissions;
import dev.batchenrich.gateway.view.View;
import dev.batchenrich.gateway.view.ViewDatabase;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** All that talks to Kafka, connected. */
final class KafkaSide implements AutoCloseable {

  private final Publisher publisher;
  private final JobLog jobLog;
  private final View view;
  private final Backend backend;

  /**
   * Connects.
   *
   * @throws ExecutionException if Kafka lacks a topic, or cannot be reached
   * @throws KafkaException likewise
   */
  KafkaSide(GatewayConfig config, ViewDatabase database, Clock clock)
      throws ExecutionException, InterruptedException {
    var clients = new KafkaClients(config.kafka());
    Topics topics;
    try (var admin = clients.admin()) {
      topics = Topics.describe(admin);
    }
    jobLog = new JobLog(clients);
    try {
      publisher = new Publisher(clients, config.instanceId());
    } catch (KafkaException e) {
      jobLog.close();
      throw e;
    }
    var admissions = new Admissions();
    view = new View(clients, topics, database, admissions, clock);
    backend =
        new Backend(
            view,
            new Submissions(
                topics,
                admissions,
                view,
                jobLog,
                publisher,
                clock,
                System::nanoTime,
                UUID::randomUUID));
  }

  Backend backend() {
    return backend;
  }

  boolean isCaughtUp() {
    return view.isCaughtUp();
  }

  @Override
  public void close() {
    publisher.close();
    jobLog.close();
    view.close();
  }
}
