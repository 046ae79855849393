package dev.batchenrich.gateway.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.admission.Admissions;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record of the two topics means: a change of the rows, and then of the admissions. Either
 * may come again or late without harm, since a job only moves forward.
 */
final class LogRecords {

  private static final Logger LOG = LoggerFactory.getLogger(LogRecords.class);

  private static final Consumer<Admissions> NOTHING = admissions -> {};

  private final JobStore store;

  LogRecords(JobStore store) {
    this.store = store;
  }

  /** Changes the rows; what it returns is to be done when they are committed. */
  Consumer<Admissions> apply(ConsumerRecord<String, byte[]> message) throws SQLException {
    try {
      if (message.topic().equals(Topic.STATUS.topicName())) {
        return message.value() == null
            ? NOTHING
            : status(Json.read(message.value(), JobStatus.class), message.timestamp());
      }
      return message.value() == null
          ? withdrawal(message)
          : entry(Json.read(message.value(), JobEntry.class), message);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "unreadable record skipped: topic={} partition={} offset={}",
          message.topic(),
          message.partition(),
          message.offset());
      return NOTHING;
    }
  }

  private Consumer<Admissions> entry(JobEntry entry, ConsumerRecord<String, byte[]> message)
      throws SQLException {
    var known = store.find(entry.batch().batchId());
    if (entry.kind() == JobEntry.Kind.CONFIRMATION
        && (known == null || known.fingerprint() == null)) {
      var status = known == null ? pending(entry) : known.status();
      store.put(new KnownJob(status, entry.fingerprint()), message.timestamp());
    }
    if (known != null && known.status().status().isTerminal()) {
      return NOTHING;
    }
    store.putEntry(entry, message.offset(), message.timestamp());
    return admissions -> admissions.apply(entry, message.offset(), message.timestamp());
  }

  /** A tombstone that names no attempt is none of a gateway's. */
  private Consumer<Admissions> withdrawal(ConsumerRecord<String, byte[]> message)
      throws SQLException {
    var header = message.headers().lastHeader(JobEntry.ATTEMPT_HEADER);
    var batchId = message.key();
    if (header == null || header.value() == null || batchId == null) {
      return NOTHING;
    }
    var attempt = new String(header.value(), UTF_8);
    store.deleteReservation(batchId, attempt);
    return admissions -> admissions.withdraw(batchId, attempt);
  }

  private Consumer<Admissions> status(JobStatus status, long timestamp) throws SQLException {
    var batch = status.batch();
    var known = store.find(batch.batchId());
    if (known != null
        && (!known.status().batch().accountId().equals(batch.accountId())
            || !status.isFurtherThan(known.status()))) {
      return NOTHING;
    }
    store.put(new KnownJob(status, known == null ? null : known.fingerprint()), timestamp);
    if (status.status().isActive()) {
      return admissions -> admissions.start(batch.accountId(), batch.batchId());
    }
    store.deleteEntries(batch.batchId());
    return admissions -> admissions.end(batch.batchId());
  }

  private static JobStatus pending(JobEntry entry) {
    return new JobStatus(
        JobStatus.VERSION, entry.batch(), BatchStatus.PENDING, 0, 0, null, null, null, null);
  }
}
