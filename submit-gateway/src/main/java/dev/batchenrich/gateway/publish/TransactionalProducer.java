package dev.batchenrich.gateway.publish;

import dev.batchenrich.gateway.kafka.KafkaClients;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transactional id and the producer that holds it. After any failure that producer is thrown
 * away: only a fresh one with the same id knows for sure that the old transaction is over.
 */
final class TransactionalProducer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalProducer.class);

  private final KafkaClients clients;
  private final String id;
  private @Nullable Producer<String, byte[]> producer;

  TransactionalProducer(KafkaClients clients, String id) {
    this.clients = clients;
    this.id = id;
  }

  String id() {
    return id;
  }

  /**
   * The producer, fenced against its predecessors.
   *
   * @throws KafkaException if there is none yet and Kafka cannot be reached
   */
  Producer<String, byte[]> opened() {
    var current = producer;
    if (current == null) {
      current = clients.transactionalProducer(id);
      try {
        current.initTransactions();
      } catch (RuntimeException e) {
        current.close(Duration.ZERO);
        throw e;
      }
      producer = current;
    }
    return current;
  }

  /** Ends the open transaction one way or the other; false if Kafka cannot be reached. */
  boolean settle() {
    close();
    try {
      opened();
      return true;
    } catch (KafkaException e) {
      LOG.warn("transaction not settled: id={} reason={}", id, e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
