package dev.batchenrich.directory.postgres;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.BUSINESS_EMAILS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static dev.batchenrich.directory.ImportedDirectoryContract.company;
import static dev.batchenrich.directory.ImportedDirectoryContract.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.dump.BadLine;
import dev.batchenrich.directory.dump.ImportSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresImportIT {

  /** More than an import reads at a time. */
  private static final int MANY = 40_000;

  private static final String COUNT = "SELECT count(*) FROM batch_enrich.";

  private static PostgresServer server;

  @TempDir Path temporary;
  private final List<BadLine> badLines = new ArrayList<>();
  private String uri;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    uri = server.newDatabase();
  }

  @Test
  void aRecordThatIsImportedAgainIsReplacedWithAllThatLedToIt() throws Exception {
    importing(dump(person(1, "old@x.example"), person(2, "both@x.example"), company(1, "One", 1)));
    importing(dump(person(1, "both@x.example"), person(3, "new@x.example")));

    try (var directory = Directories.open(uri)) {
      assertThat(
              ids(
                  directory,
                  PERSON,
                  BUSINESS_EMAILS,
                  "old@x.example",
                  "both@x.example",
                  "new@x.example"))
          .containsExactly(null, 1L, 3L);
      assertThat(ids(directory, COMPANY, NAMES, "one")).containsExactly(1L);
      importing(dump(person(1, "other@x.example")));
      assertThat(ids(directory, PERSON, BUSINESS_EMAILS, "both@x.example", "other@x.example"))
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void ofTwoLinesWithOneIdTheLaterCounts() throws Exception {
    importing(dump(company(1, "First", 1), company(1, "Second", 1)), dump(company(1, "Third", 1)));

    try (var directory = Directories.open(uri)) {
      assertThat(ids(directory, COMPANY, NAMES, "first", "second", "third"))
          .containsExactly(null, null, 1L);
    }
  }

  @Test
  void theSameDumpsAgainChangeNothing() throws Exception {
    var dumps = new Path[] {dump(company(1, "One", 1)), dump(company(2, "Two", 1))};

    assertThat(importing(dumps)).isEqualTo(new ImportSummary(0, 2, 0));
    assertThat(importing(dumps)).isEqualTo(new ImportSummary(0, 2, 0));
    assertThat(server.query(uri, COUNT + "record")).isEqualTo("2");
    assertThat(server.query(uri, COUNT + "identifier")).isEqualTo("4");
    assertThat(server.query(uri, COUNT + "unfinished_import")).isEqualTo("0");
  }

  @Test
  void badLinesAreReportedAndLeftOut() throws Exception {
    var file = dump(company(1, "One", 1), "nonsense", "", "{}", company(2, "Two", 1));

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, 2, 2));
    assertThat(badLines).extracting(BadLine::number).containsExactly(2L, 4L);
  }

  @Test
  void strictABadLineLeavesTheDatabaseAsItWas() throws Exception {
    var file = dump(company(2, "Two", 1), "nonsense");

    assertThatThrownBy(() -> importOf(true, file).run(badLines::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ":2: not JSON")
        .hasMessageEndingWith("; nothing was imported");
    assertThat(server.query(uri, "SELECT to_regnamespace('batch_enrich')")).isEqualTo("null");
  }

  @Test
  void anImportThatWasBrokenOffGoesOnWhereItWas() throws Exception {
    var dumps = new Path[] {dump(person(7, "p@x.example")), manyWithABadLineAtTheEnd()};
    breakOff(dumps);
    var done = Long.parseLong(server.query(uri, COUNT + "record"));
    assertThat(done).isBetween(2L, (long) MANY);
    server.query(uri, "DELETE FROM batch_enrich.record WHERE id = 1");

    assertThat(importing(dumps)).isEqualTo(new ImportSummary(1, MANY, 1));
    assertThat(badLines).hasSize(1);
    assertThat(server.query(uri, COUNT + "record")).isEqualTo(Integer.toString(MANY));
    assertThat(server.query(uri, COUNT + "unfinished_import")).isEqualTo("0");
    assertThat(importing(dumps)).isEqualTo(new ImportSummary(1, MANY, 1));
    assertThat(server.query(uri, COUNT + "record")).isEqualTo(Integer.toString(MANY + 1));
  }

  @Test
  void anImportThatWasBrokenOffBeginsAgainIfItsDumpChangedOrAnotherCameBetween() throws Exception {
    var dump = manyWithABadLineAtTheEnd();
    breakOff(dump);
    Files.writeString(dump, Files.readString(dump).replace("Name 1\"", "Changed\""));
    importing(dump);
    try (var directory = Directories.open(uri)) {
      assertThat(ids(directory, COMPANY, NAMES, "changed")).containsExactly(1L);
    }
    breakOff(dump);
    importing(dump(company(1, "Other", 1)));
    importing(dump);
    try (var directory = Directories.open(uri)) {
      assertThat(ids(directory, COMPANY, NAMES, "changed", "other")).containsExactly(1L, null);
    }
  }

  @Test
  void onlyOneImportRunsAtATime() throws Exception {
    var file = dump(company(1, "One", 1), "nonsense");
    assertThatThrownBy(
            () ->
                importOf(false, file)
                    .run(
                        badLine ->
                            assertThatThrownBy(() -> importing(file))
                                .isInstanceOf(IOException.class)
                                .hasMessage("another import into %s is running", parsed())
                                .satisfies(
                                    refused -> {
                                      throw new IllegalStateException("seen");
                                    })))
        .hasMessage("seen");
  }

  @Test
  void aConnectionThatBreaksIsSaidInOneLineAndTheImportCanGoOn() throws Exception {
    var file = manyWithABadLineAtTheEnd();
    assertThatThrownBy(
            () ->
                importOf(false, file)
                    .run(
                        badLine ->
                            query(
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE application_name = 'batch-enrich'
                                """)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(parsed() + ": ")
        .hasMessageNotContaining("\n");

    assertThat(importing(file)).isEqualTo(new ImportSummary(0, MANY, 1));
  }

  @Test
  void whatKeepsItFromRunningIsSaidInOneLineWithoutThePassword() throws Exception {
    var file = dump(company(1, "One", 1));
    var other = PostgresUri.parse(uri.replaceFirst(":[^:]*@", ":wr0ng@"), Map.of());
    assertThatThrownBy(() -> new PostgresImport(other, List.of(file), false).run(badLines::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(other + ": ")
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContainingAny("wr0ng", "\n");
    server.query(uri, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
    var guest = PostgresUri.parse(uri.replaceFirst("//.*@", "//guest:guest@"), Map.of());
    assertThatThrownBy(() -> new PostgresImport(guest, List.of(file), false).run(badLines::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(guest + ": ")
        .hasMessageContaining("permission denied for database")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> importing(temporary.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessage(temporary.resolve("none") + " does not exist");
  }

  @Test
  void aDirectoryOfANewerVersionIsLeftAlone() throws Exception {
    importing(dump(company(1, "One", 1)));
    server.query(
        uri,
        """
        INSERT INTO batch_enrich.schema_history
        SELECT 99, '99', 'later', type, 'V99__later.sql', checksum, installed_by, installed_on, 1,
          true
        FROM batch_enrich.schema_history WHERE version = '1'
        """);
    assertThatThrownBy(() -> importing(dump(company(2, "Two", 1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds a directory of a newer version (99, this one reads 1)");
  }

  @Test
  void aSchemaWithoutTablesIsFilled() throws Exception {
    importing(dump(company(1, "One", 1)));
    server.query(
        uri,
        """
        DROP TABLE batch_enrich.record, batch_enrich.identifier, batch_enrich.unfinished_import;
        DELETE FROM batch_enrich.schema_history WHERE version = '1';
        """);

    assertThat(importing(dump(company(2, "Two", 1)))).isEqualTo(new ImportSummary(0, 1, 0));
  }

  private void breakOff(Path... dumps) {
    var killed = new IllegalStateException("killed");
    assertThatThrownBy(
            () ->
                importOf(false, dumps)
                    .run(
                        badLine -> {
                          throw killed;
                        }))
        .isSameAs(killed);
  }

  private Path manyWithABadLineAtTheEnd() throws IOException {
    var lines = new ArrayList<String>();
    IntStream.rangeClosed(1, MANY).forEach(id -> lines.add(company(id, "Name " + id, 1)));
    lines.add("nonsense");
    return dump(lines.toArray(String[]::new));
  }

  private ImportSummary importing(Path... dumps) throws IOException {
    return importOf(false, dumps).run(badLines::add);
  }

  private PostgresImport importOf(boolean isStrict, Path... dumps) {
    return new PostgresImport(parsed(), List.of(dumps), isStrict);
  }

  private PostgresUri parsed() {
    return PostgresUri.parse(uri, Map.of());
  }

  private void query(String sql) {
    try {
      server.query(uri, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path dump(String... lines) throws IOException {
    return Files.write(Files.createTempFile(temporary, "dump", ".jsonl"), List.of(lines));
  }
}
