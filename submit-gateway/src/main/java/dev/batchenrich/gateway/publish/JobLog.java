package dev.batchenrich.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Appends to {@code batch-jobs} what needs no transaction: reservations and withdrawals. */
public record JobLog(Appender appender) {

  /** Asks for a slot; returns its offset, or null if Kafka did not answer in time. */
  public @Nullable Long reserve(TopicPartition partition, JobEntry reservation) {
    return appender.append(
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            reservation.batch().batchId(),
            Json.write(reservation)));
  }

  /** Gives up an attempt. If that fails, its lease runs out by itself. */
  public void withdraw(TopicPartition partition, JobEntry reservation) {
    Header attempt =
        new RecordHeader(JobEntry.ATTEMPT_HEADER, reservation.attempt().getBytes(UTF_8));
    appender.append(
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            reservation.batch().batchId(),
            null,
            List.of(attempt)));
  }
}
