package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.gateway.admission.Admissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the view as the one thread that writes sees them: all published jobs, what came of
 * their webhooks, and the job log's entries about jobs that have not ended, from which the
 * admissions are restored.
 */
final class JobStore {

  private final Statements statements;

  JobStore(Statements statements) {
    this.statements = statements;
  }

  /** What is known of a batch; null if it is not published. */
  @Nullable KnownJob find(String batchId) throws SQLException {
    return JobQueries.find(statements, batchId).orElse(null);
  }

  /** Adds or replaces a job. */
  void put(JobStatus status, @Nullable String fingerprint, long touchedAt) throws SQLException {
    update(
        """
        INSERT INTO jobs
          (batch_id, account_id, status, is_active, created_at, touched_at, fingerprint, job)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (batch_id) DO UPDATE SET
          status = excluded.status, is_active = excluded.is_active,
          touched_at = excluded.touched_at, fingerprint = excluded.fingerprint, job = excluded.job
        """,
        status.batch().batchId(),
        status.batch().accountId(),
        status.status().wireName(),
        status.status().isActive(),
        Microseconds.of(status.batch().submittedAt()),
        touchedAt,
        fingerprint,
        Json.write(status));
  }

  void putEntry(JobEntry entry, long offset, long logTime) throws SQLException {
    update(
        "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?)",
        entry.batch().batchId(),
        entry.kind().name(),
        entry.attempt(),
        offset,
        logTime,
        Json.write(entry));
  }

  void deleteReservation(String batchId, String attempt) throws SQLException {
    update(
        "DELETE FROM entries WHERE batch_id = ? AND kind = ? AND attempt = ?",
        batchId,
        JobEntry.Kind.RESERVATION.name(),
        attempt);
  }

  void deleteEntries(String batchId) throws SQLException {
    update("DELETE FROM entries WHERE batch_id = ?", batchId);
  }

  /** Adds an attempt to send a webhook, unless the record at its place in the log is in already. */
  void putAttempt(WebhookAttempt attempt, int partition, long offset, long logTime)
      throws SQLException {
    var batchId = attempt.batchId();
    var added =
        update(
            "INSERT OR IGNORE INTO attempts VALUES (?, ?, ?, ?, ?)",
            batchId,
            partition,
            offset,
            logTime,
            Json.write(attempt));
    if (added > 0) {
      update(
          "INSERT OR REPLACE INTO webhooks VALUES (?, ?, ?)",
          batchId,
          logTime,
          Json.write(JobQueries.webhook(statements, batchId).and(attempt)));
    }
  }

  void putOffsets(Map<TopicPartition, Long> offsets) throws SQLException {
    for (var offset : offsets.entrySet()) {
      update(
          "INSERT OR REPLACE INTO offsets VALUES (?, ?, ?)",
          offset.getKey().topic(),
          offset.getKey().partition(),
          offset.getValue());
    }
  }

  Map<TopicPartition, Long> offsets() throws SQLException {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var row : rows("SELECT topic, partition, next_offset FROM offsets")) {
      offsets.put(
          new TopicPartition((String) row[0], ((Number) row[1]).intValue()),
          ((Number) row[2]).longValue());
    }
    return offsets;
  }

  /** True if the rows come from the topics with these ids, or there are none yet. */
  boolean comesFrom(Map<String, String> topicIds) throws SQLException {
    for (var row : rows("SELECT name, id FROM topics")) {
      if (!row[1].equals(topicIds.get(row[0]))) {
        return false;
      }
    }
    return true;
  }

  void putTopicIds(Map<String, String> topicIds) throws SQLException {
    for (var topic : topicIds.entrySet()) {
      update("INSERT OR REPLACE INTO topics VALUES (?, ?)", topic.getKey(), topic.getValue());
    }
  }

  /** Makes {@code admissions} know what the rows know. */
  void restore(Admissions admissions) throws SQLException {
    var entries = rows("SELECT entry, log_offset, log_time FROM entries ORDER BY log_offset");
    var active = rows("SELECT account_id, batch_id FROM jobs WHERE is_active");
    admissions.restore(
        empty -> {
          for (var row : entries) {
            empty.apply(
                Json.read((byte[]) row[0], JobEntry.class),
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue());
          }
          active.forEach(row -> empty.start((String) row[0], (String) row[1]));
        });
  }

  /**
   * Removes old jobs, and reservations that came to nothing; returns the batches' ids. Attempts are
   * kept as long as jobs: they come after the end of their job, though they may be read before it.
   */
  List<String> prune(long jobsBefore, long reservationsBefore) throws SQLException {
    var removed = new ArrayList<String>();
    for (var row : rows("SELECT batch_id FROM jobs WHERE touched_at < ?", jobsBefore)) {
      removed.add((String) row[0]);
    }
    var dead =
        """
        SELECT batch_id FROM entries
        WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.batch_id = entries.batch_id)
        GROUP BY batch_id HAVING max(log_time) < ?
        """;
    for (var row : rows(dead, reservationsBefore)) {
      removed.add((String) row[0]);
    }
    for (var batchId : removed) {
      update("DELETE FROM jobs WHERE batch_id = ?", batchId);
      deleteEntries(batchId);
    }
    update("DELETE FROM attempts WHERE log_time < ?", jobsBefore);
    update("DELETE FROM webhooks WHERE touched_at < ?", jobsBefore);
    return removed;
  }

  /** Returns how many rows it changed. */
  private int update(String sql, @Nullable Object... parameters) throws SQLException {
    return statements.of(sql, parameters).executeUpdate();
  }

  private List<Object[]> rows(String sql, @Nullable Object... parameters) throws SQLException {
    try (var result = statements.of(sql, parameters).executeQuery()) {
      return read(result);
    }
  }

  private static List<Object[]> read(ResultSet result) throws SQLException {
    var rows = new ArrayList<Object[]>();
    while (result.next()) {
      var row = new Object[result.getMetaData().getColumnCount()];
      for (var i = 0; i < row.length; i++) {
        row[i] = result.getObject(i + 1);
      }
      rows.add(row);
    }
    return rows;
  }
}
