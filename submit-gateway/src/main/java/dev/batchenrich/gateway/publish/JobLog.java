package dev.batchenrich.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.gateway.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends to {@code batch-jobs} what needs no transaction: reservations and withdrawals. */
public final class JobLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);

  private final Producer<String, byte[]> producer;

  public JobLog(KafkaClients clients) {
    producer = clients.plainProducer();
  }

  /** Asks for a slot; returns its offset, or null if Kafka did not answer in time. */
  public @Nullable Long reserve(TopicPartition partition, JobEntry reservation) {
    return append(record(partition, reservation.batch().batchId(), Json.write(reservation)));
  }

  /** Gives up an attempt. If that fails, its lease runs out by itself. */
  public void withdraw(TopicPartition partition, JobEntry reservation) {
    Header attempt =
        new RecordHeader(JobEntry.ATTEMPT_HEADER, reservation.attempt().getBytes(UTF_8));
    append(
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            reservation.batch().batchId(),
            null,
            List.of(attempt)));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }

  private @Nullable Long append(ProducerRecord<String, byte[]> record) {
    try {
      return producer.send(record).get().offset();
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("not appended to the job log: batch_id={} reason={}", record.key(), reason(e));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getCause() == null ? e : e.getCause());
  }

  private static ProducerRecord<String, byte[]> record(
      TopicPartition partition, String batchId, byte[] value) {
    return new ProducerRecord<>(partition.topic(), partition.partition(), batchId, value);
  }
}
