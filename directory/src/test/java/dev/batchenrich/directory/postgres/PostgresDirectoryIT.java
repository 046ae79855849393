package dev.batchenrich.directory.postgres;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static dev.batchenrich.directory.ImportedDirectoryContract.company;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.directory.Directories;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.ImportedDirectoryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresDirectoryIT implements ImportedDirectoryContract {

  private static PostgresServer server;

  @TempDir Path temporary;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  public Directory holding(List<String> records) throws Exception {
    return Directories.open(importing(records));
  }

  private String importing(List<String> records) throws Exception {
    var uri = server.newDatabase();
    var dump = Files.createTempFile(temporary, "dump", ".jsonl");
    Files.write(dump, records.stream().map(record -> record.replace("\n", "")).toList());
    new PostgresImport(PostgresUri.parse(uri, Map.of()), List.of(dump), true).run(bad -> {});
    return uri;
  }

  @Test
  void answersManyChunksAtATime() throws Exception {
    var everyId = LongStream.rangeClosed(1, 500).boxed().toList();
    var identifiers = everyId.stream().map(id -> Long.toString(id)).toList();
    try (var directory = holding(everyId.stream().map(id -> company(id, "C", 1)).toList())) {
      var answers = new ArrayList<CompletableFuture<List<Long>>>();
      for (var i = 0; i < 200; i++) {
        answers.add(
            directory
                .lookUp(COMPANY, COMPANY_IDS, identifiers)
                .thenApply(
                    found -> found.stream().map(each -> each == null ? 0 : each.id()).toList())
                .toCompletableFuture());
      }
      for (var answer : answers) {
        assertThat(answer).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(everyId);
      }
    }
  }

  @Test
  void liesBesideOtherTables() throws Exception {
    var uri = server.newDatabase();
    server.query(uri, "CREATE TABLE record (other text)");
    var dump = Files.writeString(temporary.resolve("dump.jsonl"), BOLT);
    new PostgresImport(PostgresUri.parse(uri, Map.of()), List.of(dump), true).run(bad -> {});

    try (var directory = Directories.open(uri)) {
      assertThat(ids(directory, COMPANY, NAMES, "bolt")).containsExactly(22L);
    }
    assertThat(server.query(uri, "SELECT count(*) FROM public.record")).isEqualTo("0");
  }

  @Test
  void whatSomeoneDeletedIsUnknown() throws Exception {
    var uri = importing(List.of(ACME, BOLT));
    server.query(uri, "DELETE FROM batch_enrich.record WHERE id = 22");
    try (var directory = Directories.open(uri)) {
      assertThat(ids(directory, COMPANY, NAMES, "bolt", "acme")).containsExactly(null, 21L);
    }
  }

  @Test
  void aRoleThatMayOnlyReadSuffices() throws Exception {
    var uri = importing(List.of(BOLT));
    server.query(
        uri,
        """
        CREATE ROLE reader LOGIN PASSWORD 'reader';
        GRANT USAGE ON SCHEMA batch_enrich TO reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA batch_enrich TO reader;
        """);
    try (var directory = Directories.open(as("reader", "reader", uri))) {
      assertThat(ids(directory, COMPANY, NAMES, "bolt")).containsExactly(22L);
    }
  }

  @Test
  void aDatabaseWithoutADirectorySaysHowToImport() throws Exception {
    var uri = server.newDatabase();
    var shown = PostgresUri.parse(uri, Map.of());
    assertThatThrownBy(() -> Directories.open(uri))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s holds no directory of this version: run 'batch-enrich import --to %s FILE...'",
            shown, shown);
  }

  @Test
  void aDirectoryOfANewerVersionIsRefused() throws Exception {
    var uri = importing(List.of(BOLT));
    server.query(uri, "UPDATE batch_enrich.schema_history SET version = '9' WHERE version = '1'");
    assertThatThrownBy(() -> Directories.open(uri))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds a directory of a newer version (9, this one reads 1)");
  }

  @Test
  void whatKeepsItFromOpeningIsSaidInOneLineWithoutThePassword() throws Exception {
    var uri = importing(List.of(BOLT));
    assertRefused(as("enrich", "wr0ng", uri), "password authentication failed for user \"enrich\"");
    assertRefused(as("enrich", "", uri), "password");
    assertRefused(uri.replaceFirst("/test\\d+$", "/none"), "database \"none\" does not exist");
    assertRefused("postgresql://enrich:wr0ng@127.0.0.1:1/x", "Connection refused");
    assertRefused("postgresql://enrich:wr0ng@nowhere.invalid/x", "nowhere.invalid");
  }

  private static void assertRefused(String uri, String reason) {
    assertThatThrownBy(() -> Directories.open(uri))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(PostgresUri.parse(uri, Map.of()) + ": ")
        .hasMessageContaining(reason)
        .hasMessageNotContainingAny("wr0ng", "\n");
  }

  private static String as(String user, String password, String uri) {
    return uri.replaceFirst("//.*@", "//" + user + ":" + password + "@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
  void connectsInEverySslMode(String mode) throws Exception {
    var uri = importing(List.of(BOLT)) + "?sslmode=" + mode;
    var trusting = mode.startsWith("verify") ? uri + "&sslrootcert=" + server.certificate() : uri;
    var isEncrypted = !mode.equals("disable") && !mode.equals("allow");

    try (var directory = Directories.open(trusting)) {
      assertThat(ids(directory, COMPANY, NAMES, "bolt")).containsExactly(22L);
      assertThat(
              server.query(
                  uri.substring(0, uri.indexOf('?')),
                  """
                  SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                  WHERE application_name = 'batch-enrich' AND datname = current_database()
                  """))
          .isEqualTo(isEncrypted ? "t" : "f");
    }
    var dump = Files.writeString(temporary.resolve("dump.jsonl"), ACME.replace("\n", ""));
    assertThat(
            new PostgresImport(PostgresUri.parse(trusting, Map.of()), List.of(dump), true)
                .run(bad -> {})
                .companies())
        .isEqualTo(1);
  }

  @Test
  void aServerThatCannotBeVerifiedIsRefused() throws Exception {
    var uri = importing(List.of(BOLT)) + "?sslmode=verify-full&sslrootcert=";
    var other = SelfSignedCertificate.write(temporary, "other", "CN=other", "ip:127.0.0.1");
    assertThatThrownBy(() -> Directories.open(uri + other)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Directories.open(uri + temporary.resolve("none.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.pem");
    assertThatThrownBy(
            () -> Directories.open((uri + server.certificate()).replace("127.0.0.1", "localhost")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void severalMayBeOpenAndCloseWhileOthersLookUpAndLeaveNoThread() throws Exception {
    var uri = importing(List.of(ACME, BOLT));
    Callable<Void> openLookUpClose =
        () -> {
          for (var i = 0; i < 20; i++) {
            try (var directory = Directories.open(uri)) {
              assertThat(ids(directory, COMPANY, NAMES, "acme", "bolt")).containsExactly(21L, 22L);
            }
          }
          return null;
        };
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (var done : threads.invokeAll(Collections.nCopies(4, openLookUpClose))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("vert.x")));
  }
}
