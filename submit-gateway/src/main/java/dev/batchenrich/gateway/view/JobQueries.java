package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers ask the view. */
final class JobQueries {

  private JobQueries() {}

  static Optional<KnownJob> find(Connection connection, String batchId) throws SQLException {
    var sql = "SELECT job, fingerprint FROM jobs WHERE batch_id = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, batchId);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new KnownJob(Json.read(row.getBytes(1), JobStatus.class), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * Jobs of an account, newest first.
   *
   * @param status only those; null for all
   * @param after the job that the page before ended with; null for the first page
   * @param limit the most jobs to return
   */
  static List<JobStatus> list(
      Connection connection,
      String accountId,
      @Nullable BatchStatus status,
      @Nullable JobStatus after,
      int limit)
      throws SQLException {
    var sql =
        "SELECT job FROM jobs WHERE account_id = ?"
            + (status == null ? "" : " AND status = ?")
            + (after == null ? "" : " AND created_at <= ? AND (created_at < ? OR batch_id > ?)")
            + " ORDER BY created_at DESC, batch_id LIMIT ?";
    try (var statement = connection.prepareStatement(sql)) {
      var parameter = 1;
      statement.setString(parameter++, accountId);
      if (status != null) {
        statement.setString(parameter++, status.wireName());
      }
      if (after != null) {
        var createdAt = Microseconds.of(after.batch().submittedAt());
        statement.setLong(parameter++, createdAt);
        statement.setLong(parameter++, createdAt);
        statement.setString(parameter++, after.batch().batchId());
      }
      statement.setInt(parameter, limit);
      try (var rows = statement.executeQuery()) {
        var jobs = new ArrayList<JobStatus>();
        while (rows.next()) {
          jobs.add(Json.read(rows.getBytes(1), JobStatus.class));
        }
        return jobs;
      }
    }
  }
}
