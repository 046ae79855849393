package dev.batchenrich.directory.postgres;

import dev.batchenrich.directory.dump.BadLine;
import dev.batchenrich.directory.dump.BlockWriter;
import dev.batchenrich.directory.dump.ImportProgress;
import dev.batchenrich.directory.dump.ImportSummary;
import dev.batchenrich.directory.dump.LineImport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;

/**
 * Fills the directory in a database from dumps: files of one JSON record a line, plain or gzip. The
 * tables are made, or brought up to date, first.
 *
 * <p>Blocks of records are committed as they are read, and look-ups see them at once. An import
 * that was broken off goes on where it was when it is run again with the same dumps. Of two lines
 * with one id the later one counts; else neither the order of lines nor that of files matters.
 *
 * @param isStrict whether a bad line ends the import, before anything is imported; otherwise it is
 *     reported and skipped
 */
public record PostgresImport(PostgresUri database, List<Path> dumps, boolean isStrict) {

  private static final BlockWriter NOWHERE = (records, reached) -> {};

  /** Any number that no other user of the database is likely to lock. */
  private static final long LOCK = 0x62617463685f656eL;

  public PostgresImport {
    dumps = List.copyOf(dumps);
    if (dumps.isEmpty()) {
      throw new IllegalArgumentException("at least one dump is needed");
    }
  }

  /**
   * Runs the import.
   *
   * @param badLines is told of each bad line that was not reported before the import was broken
   *     off, in the order of the files
   * @return what was imported, also before it was broken off
   * @throws IOException if a file cannot be read or the database not be written, saying so in one
   *     line
   * @throws IllegalArgumentException when strict, at a bad line
   */
  public ImportSummary run(Consumer<BadLine> badLines) throws IOException {
    LineImport.requireReadable(dumps);
    try (var connection = Clients.plain(database).getConnection()) {
      requireOnly(connection);
      if (isStrict) {
        new LineImport(dumps, true, badLines, NOWHERE).run(ImportProgress.NONE);
      }
      Schema.migrate(database);
      return importInto(connection, badLines);
    } catch (SQLException | FlywayException e) {
      throw new IOException(Failure.message(database, e), e);
    }
  }

  private ImportSummary importInto(Connection connection, Consumer<BadLine> badLines)
      throws IOException, SQLException {
    var unfinished = UnfinishedImport.of(dumps);
    var writer = new PostgresWriter(connection, unfinished);
    var lines =
        new LineImport(
            dumps,
            false,
            badLines,
            (records, reached) -> {
              try {
                writer.write(records, reached);
              } catch (SQLException e) {
                throw new IOException(Failure.message(database, e), e);
              }
            });
    var summary = lines.run(unfinished.progress(connection));
    writer.finish();
    return summary;
  }

  /** Holds a lock until the connection ends, however it does. */
  private void requireOnly(Connection connection) throws IOException, SQLException {
    try (var lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (var rows = lock.executeQuery()) {
        if (!rows.next() || !rows.getBoolean(1)) {
          throw new IOException("another import into %s is running".formatted(database));
        }
      }
    }
  }
}
