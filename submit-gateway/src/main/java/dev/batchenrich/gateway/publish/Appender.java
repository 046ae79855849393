package dev.batchenrich.gateway.publish;

import dev.batchenrich.gateway.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends records that need no transaction, and waits until they are durable. */
public final class Appender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private final Producer<String, byte[]> producer;

  public Appender(KafkaClients clients) {
    producer = clients.plainProducer();
  }

  /** Returns the offset, or null if Kafka did not answer in time: it may be there all the same. */
  @Nullable Long append(ProducerRecord<String, byte[]> message) {
    try {
      return producer.send(message).get().offset();
    } catch (ExecutionException | KafkaException e) {
      LOG.warn(
          "not appended: topic={} batch_id={} reason={}",
          message.topic(),
          message.key(),
          String.valueOf(e.getCause() == null ? e : e.getCause()));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
