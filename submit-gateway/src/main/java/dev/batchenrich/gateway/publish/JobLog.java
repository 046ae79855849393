package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Appends to {@code batch-jobs} what needs no transaction: reservations and withdrawals. */
public record JobLog(Appender appender) {

  /** Asks for a slot; returns its offset, or null if Kafka did not answer in time. */
  public @Nullable Long reserve(TopicPartition partition, JobEntry reservation) {
    return append(partition, reservation, Json.write(reservation));
  }

  /** Gives up an attempt. If that fails, its lease runs out by itself. */
  public void withdraw(TopicPartition partition, JobEntry reservation) {
    append(partition, reservation, null);
  }

  private @Nullable Long append(
      TopicPartition partition, JobEntry reservation, byte @Nullable [] value) {
    return appender.append(
        new ProducerRecord<>(partition.topic(), partition.partition(), reservation.key(), value));
  }
}
