package dev.batchenrich.directory.postgres;

import javax.sql.DataSource;
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

  /** Makes the tables, or brings them up to {@link #VERSION}. */
  static void migrate(DataSource database) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .defaultSchema(NAME)
        .createSchemas(true)
        .table(HISTORY)
        .locations(MIGRATIONS)
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
