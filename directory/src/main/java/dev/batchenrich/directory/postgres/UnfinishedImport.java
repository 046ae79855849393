package dev.batchenrich.directory.postgres;

import dev.batchenrich.directory.dump.ImportProgress;
import dev.batchenrich.directory.dump.ImportSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the database remembers of an import until its end, so that the same one goes on where it was
 * broken off. Only the last one is remembered: had another one come between, going on would leave
 * its records in place of later ones.
 *
 * @param dumps the paths, sizes and times of the dumps, by which an import is known again
 */
record UnfinishedImport(String dumps) {

  static UnfinishedImport of(List<Path> dumps) throws IOException {
    var lines = new StringBuilder();
    for (var dump : dumps) {
      lines.append(
          "%d %s %s\n"
              .formatted(Files.size(dump), Files.getLastModifiedTime(dump), dump.toRealPath()));
    }
    return new UnfinishedImport(lines.toString());
  }

  /** How far this import came. */
  ImportProgress progress(Connection connection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT dump, line, people, companies, bad_lines
            FROM batch_enrich.unfinished_import WHERE dumps = ?
            """)) {
      select.setString(1, dumps);
      try (var rows = select.executeQuery()) {
        return rows.next()
            ? new ImportProgress(
                rows.getInt(1),
                rows.getLong(2),
                new ImportSummary(rows.getLong(3), rows.getLong(4), rows.getLong(5)))
            : ImportProgress.NONE;
      }
    }
  }

  /** Remembers, in the transaction of {@code connection}, how far this import comes by it. */
  void save(Connection connection, ImportProgress reached) throws SQLException {
    forget(connection);
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO batch_enrich.unfinished_import
              (dumps, dump, line, people, companies, bad_lines) VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, dumps);
      insert.setInt(2, reached.dump());
      insert.setLong(3, reached.line());
      insert.setLong(4, reached.soFar().people());
      insert.setLong(5, reached.soFar().companies());
      insert.setLong(6, reached.soFar().badLines());
      insert.executeUpdate();
    }
  }

  static void forget(Connection connection) throws SQLException {
    try (var delete = connection.createStatement()) {
      delete.executeUpdate("DELETE FROM batch_enrich.unfinished_import");
    }
  }
}
