package dev.batchenrich.directory.postgres;

import java.io.IOException;
import org.flywaydb.core.Flyway;

/** The tables, in a schema of their own beside whatever else the database holds. */
final class Schema {

  static final String NAME = "batch_enrich";

  /** Of the last migration, which the statements of this version go with. */
  static final int VERSION = 1;

  static final String HISTORY = "schema_history";

  /** Finds the version of a schema. */
  static final String SELECT_VERSION =
      "SELECT coalesce(max(version::integer), 0) FROM %s.%s WHERE success".formatted(NAME, HISTORY);

  private static final String MIGRATIONS = "classpath:dev/batchenrich/directory/postgres/migration";

  private Schema() {}

  /**
   * Fails unless this version can read a schema of {@code found}, 0 if there is none.
   *
   * @throws IOException saying so in one line
   */
  static void requireReadable(PostgresUri database, int found) throws IOException {
    requireNotNewer(database, found);
    if (found < VERSION) {
      throw new IOException(
          "%s holds no directory of this version: run 'batch-enrich import --to %s FILE...'"
              .formatted(database, database));
    }
  }

  private static void requireNotNewer(PostgresUri database, int found) throws IOException {
    if (found > VERSION) {
      throw new IOException(
          "%s holds a directory of a newer version (%d, this one reads %d)"
              .formatted(database, found, VERSION));
    }
  }

  /**
   * Makes the tables, or brings them up to {@link #VERSION}.
   *
   * @throws IOException if they are of a newer one, saying so in one line
   */
  static void migrate(PostgresUri database) throws IOException {
    var flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(Clients.plain(database))
            .defaultSchema(NAME)
            .createSchemas(true)
            .table(HISTORY)
            .locations(MIGRATIONS)
            .loggers("slf4j")
            .load();
    var current = flyway.info().current();
    // Without a version: the schema was made, and nothing in it.
    if (current != null && current.isVersioned()) {
      requireNotNewer(database, current.getVersion().getMajor().intValueExact());
    }
    flyway.migrate();
  }
}
