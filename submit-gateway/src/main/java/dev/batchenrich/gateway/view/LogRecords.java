package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.admission.Admissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record of the three topics means: a change of the rows, and perhaps of the admissions. Any
 * may come again or late without harm: a job only moves forward, and an attempt counts once.
 */
final class LogRecords {

  private static final Logger LOG = LoggerFactory.getLogger(LogRecords.class);

  private final JobStore store;
  private final List<Consumer<Admissions>> changes = new ArrayList<>();
  private final Set<String> advanced = new HashSet<>();

  LogRecords(JobStore store) {
    this.store = store;
  }

  /** What the records mean for the admissions; to be done once the rows are committed. */
  List<Consumer<Admissions>> changes() {
    return changes;
  }

  /** The batches that got further; to be told once the rows are committed. */
  Set<String> advanced() {
    return advanced;
  }

  /** Changes the rows. */
  void apply(ConsumerRecord<String, byte[]> message) throws SQLException {
    try {
      if (message.topic().equals(Topic.JOBS.topicName())) {
        if (message.value() == null) {
          withdraw(message);
        } else {
          enter(Json.read(message.value(), JobEntry.class), message);
        }
      } else if (message.value() != null) {
        if (message.topic().equals(Topic.STATUS.topicName())) {
          advance(Json.read(message.value(), JobStatus.class), message.timestamp());
        } else {
          take(Json.read(message.value(), WebhookAttempt.class), message);
        }
      }
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "unreadable record skipped: topic={} partition={} offset={}",
          message.topic(),
          message.partition(),
          message.offset());
    }
  }

  private void enter(JobEntry entry, ConsumerRecord<String, byte[]> message) throws SQLException {
    var known = store.find(entry.batch().batchId());
    if (entry.kind() == JobEntry.Kind.CONFIRMATION
        && (known == null || known.fingerprint() == null)) {
      var status = known == null ? JobStatus.pending(entry.batch()) : known.status();
      store.put(status, entry.fingerprint(), message.timestamp());
    }
    if (known == null || known.status().status().isActive()) {
      store.putEntry(entry, message.offset(), message.timestamp());
      changes.add(admissions -> admissions.apply(entry, message.offset(), message.timestamp()));
    }
  }

  /** A tombstone under a key that is no reservation's is none of a gateway's. */
  private void withdraw(ConsumerRecord<String, byte[]> message) throws SQLException {
    var key = message.key() == null ? new String[0] : message.key().split("/", 2);
    if (key.length == 2) {
      store.deleteReservation(key[0], key[1]);
      changes.add(admissions -> admissions.withdraw(key[0], key[1]));
    }
  }

  private void advance(JobStatus status, long timestamp) throws SQLException {
    var batch = status.batch();
    var known = store.find(batch.batchId());
    if (known != null
        && (!known.status().batch().accountId().equals(batch.accountId())
            || !status.isFurtherThan(known.status()))) {
      return;
    }
    store.put(status, known == null ? null : known.fingerprint(), timestamp);
    advanced.add(batch.batchId());
    if (status.status().isActive()) {
      changes.add(admissions -> admissions.start(batch.accountId(), batch.batchId()));
    } else {
      store.deleteEntries(batch.batchId());
      changes.add(admissions -> admissions.end(batch.batchId()));
    }
  }

  private void take(WebhookAttempt attempt, ConsumerRecord<String, byte[]> message)
      throws SQLException {
    store.putAttempt(attempt, message.partition(), message.offset(), message.timestamp());
  }
}
