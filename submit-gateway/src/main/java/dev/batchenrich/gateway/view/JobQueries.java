package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookAttempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers ask the view. */
final class JobQueries {

  private static final String JOBS =
      "SELECT job, fingerprint, progress FROM jobs LEFT JOIN webhooks USING (batch_id)";

  private JobQueries() {}

  static Optional<KnownJob> find(Statements statements, String batchId) throws SQLException {
    try (var row = statements.of(JOBS + " WHERE batch_id = ?", batchId).executeQuery()) {
      return row.next() ? Optional.of(job(row)) : Optional.empty();
    }
  }

  /**
   * Jobs of an account, newest first.
   *
   * @param status only those; null for all
   * @param after the job that the page before ended with; null for the first page
   * @param limit the most jobs to return
   */
  static List<KnownJob> list(
      Statements statements,
      String accountId,
      @Nullable BatchStatus status,
      @Nullable JobStatus after,
      int limit)
      throws SQLException {
    var sql =
        JOBS
            + " WHERE account_id = ?"
            + (status == null ? "" : " AND status = ?")
            + (after == null ? "" : " AND created_at <= ? AND (created_at < ? OR batch_id > ?)")
            + " ORDER BY created_at DESC, batch_id LIMIT ?";
    var parameters = new ArrayList<Object>(List.of(accountId));
    if (status != null) {
      parameters.add(status.wireName());
    }
    if (after != null) {
      var createdAt = Microseconds.of(after.batch().submittedAt());
      parameters.addAll(List.of(createdAt, createdAt, after.batch().batchId()));
    }
    parameters.add(limit);
    try (var rows = statements.of(sql, parameters.toArray()).executeQuery()) {
      var jobs = new ArrayList<KnownJob>();
      while (rows.next()) {
        jobs.add(job(rows));
      }
      return jobs;
    }
  }

  /** What came of the webhook of a batch, also of one that is not known yet. */
  static WebhookProgress webhook(Statements statements, String batchId) throws SQLException {
    var sql = "SELECT progress FROM webhooks WHERE batch_id = ?";
    try (var row = statements.of(sql, batchId).executeQuery()) {
      return progress(row.next() ? row.getBytes(1) : null);
    }
  }

  /** The latest attempts to send the webhook of a batch, {@code limit} at most, oldest first. */
  static List<WebhookAttempt> attempts(Statements statements, String batchId, int limit)
      throws SQLException {
    var sql =
        """
        SELECT attempt FROM attempts WHERE batch_id = ?
        ORDER BY partition DESC, log_offset DESC LIMIT ?
        """;
    try (var rows = statements.of(sql, batchId, limit).executeQuery()) {
      var attempts = new ArrayList<WebhookAttempt>();
      while (rows.next()) {
        attempts.add(Json.read(rows.getBytes(1), WebhookAttempt.class));
      }
      Collections.reverse(attempts);
      return attempts;
    }
  }

  private static KnownJob job(ResultSet row) throws SQLException {
    return new KnownJob(
        Json.read(row.getBytes(1), JobStatus.class), row.getString(2), progress(row.getBytes(3)));
  }

  private static WebhookProgress progress(byte @Nullable [] stored) {
    return stored == null ? WebhookProgress.NONE : Json.read(stored, WebhookProgress.class);
  }
}
