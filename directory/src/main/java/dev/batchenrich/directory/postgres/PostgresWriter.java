package dev.batchenrich.directory.postgres;

import dev.batchenrich.directory.dump.DumpRecord;
import dev.batchenrich.directory.dump.ImportProgress;
import dev.batchenrich.directory.dump.RecordIdentifiers.Link;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts blocks of records into the tables, each in one transaction with how far that comes. */
final class PostgresWriter {

  private record Row(short entity, Link link) {

    /** Of the index, so that neighbours are written together. */
    static final Comparator<Row> ORDER =
        Comparator.comparingInt(Row::entity)
            .thenComparing(row -> row.link.key(), Arrays::compareUnsigned);
  }

  private final Connection connection;
  private final UnfinishedImport unfinished;

  PostgresWriter(Connection connection, UnfinishedImport unfinished) throws SQLException {
    this.connection = connection;
    this.unfinished = unfinished;
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMPORARY TABLE incoming (LIKE batch_enrich.record) ON COMMIT DELETE ROWS");
      // A block is small beside what the tables hold: go by the indexes.
      statement.execute("SET enable_hashjoin = off");
      statement.execute("SET enable_mergejoin = off");
    }
    connection.commit();
  }

  void write(List<DumpRecord> records, ImportProgress reached) throws IOException, SQLException {
    incoming(records).copyInto(connection);
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          DELETE FROM batch_enrich.identifier USING incoming
          WHERE identifier.entity = incoming.entity AND identifier.id = incoming.id
          """);
      statement.executeUpdate(
          """
          INSERT INTO batch_enrich.record SELECT * FROM incoming
          ON CONFLICT (entity, id) DO UPDATE SET families = excluded.families
          """);
    }
    identifiers(records).copyInto(connection);
    unfinished.save(connection, reached);
    connection.commit();
  }

  /** Ends the import, of which nothing is left to do. */
  void finish() throws SQLException {
    UnfinishedImport.forget(connection);
    try (var statement = connection.createStatement()) {
      // Look-ups that begin now are planned for what the tables hold now.
      statement.execute("ANALYZE batch_enrich.record, batch_enrich.identifier");
    }
    connection.commit();
  }

  private static CopyRows incoming(List<DumpRecord> records) throws IOException {
    var rows = new CopyRows("incoming (entity, id, families)", 3);
    for (var each : records) {
      rows.row()
          .smallint(EntityCode.of(each.entity()))
          .bigint(each.record().id())
          .bytea(StoredFamilies.encode(each.record()));
    }
    return rows;
  }

  private static CopyRows identifiers(List<DumpRecord> records) throws IOException {
    var links = new ArrayList<Row>();
    for (var each : records) {
      var entity = EntityCode.of(each.entity());
      each.links().forEach(link -> links.add(new Row(entity, link)));
    }
    links.sort(Row.ORDER);
    var rows = new CopyRows("batch_enrich.identifier (entity, key, is_primary, headcount, id)", 5);
    for (var row : links) {
      var candidate = row.link.candidate();
      rows.row()
          .smallint(row.entity)
          .bytea(row.link.key())
          .bool(candidate.isPrimary())
          .bigint(candidate.headcount())
          .bigint(candidate.id());
    }
    return rows;
  }
}
