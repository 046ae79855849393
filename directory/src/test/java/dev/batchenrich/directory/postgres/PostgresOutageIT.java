package dev.batchenrich.directory.postgres;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.directory.DirectoryContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryContract;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.Retries;
import dev.batchenrich.directory.RetrySchedule;
import dev.batchenrich.directory.RetryingDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a directory does while its server is down, slow or silent. */
@Timeout(120)
class PostgresOutageIT {

  private static final Patience SHORT =
      new Patience(Duration.ofMillis(500), Duration.ofMillis(500));

  @TempDir Path temporary;
  private PostgresServer server;
  private String uri;
  private PostgresDirectory directory;

  @BeforeEach
  void importBolt() throws Exception {
    server = PostgresServer.start();
    uri = server.newDatabase();
    var dump =
        Files.writeString(
            temporary.resolve("dump.jsonl"), DirectoryContract.BOLT.replace("\n", ""));
    new PostgresImport(parsed(), List.of(dump), true).run(bad -> {});
    directory = new PostgresDirectory(parsed(), SHORT);
  }

  @AfterEach
  void stop() throws Exception {
    directory.close();
    server.close();
  }

  private PostgresUri parsed() {
    return PostgresUri.parse(uri, Map.of());
  }

  @Test
  void whatIsAskedWhileTheServerIsDownIsAnsweredOnceItIsBack() throws Exception {
    var scheduler = Executors.newSingleThreadScheduledExecutor();
    var schedule =
        new RetrySchedule(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1));
    try (var retrying = new RetryingDirectory(directory, new Retries(schedule, scheduler))) {
      assertFindsBolt(retrying);
      var answers = new ArrayList<CompletableFuture<?>>();
      ask(20, retrying, answers);
      server.stop();
      ask(20, retrying, answers);
      assertThat(answers.get(39)).isNotDone();
      server.resume();
      for (var answer : answers) {
        assertThat(answer).succeedsWithin(30, TimeUnit.SECONDS);
      }
      assertFindsBolt(retrying);
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static void ask(int times, Directory directory, List<CompletableFuture<?>> answers) {
    for (var i = 0; i < times; i++) {
      answers.add(
          directory
              .lookUp(COMPANY, NAMES, List.of("bolt"))
              .thenAccept(found -> assertThat(found).doesNotContainNull())
              .toCompletableFuture());
    }
  }

  @Test
  void aLookUpFailsInOneLineWhileTheServerIsDown() throws Exception {
    server.stop();

    assertThat(failure(directory))
        .isInstanceOf(DirectoryException.class)
        .hasMessageStartingWith(parsed() + ": ")
        .hasMessageNotContainingAny(PostgresServer.PASSWORD, "\n");
    server.resume();
    awaitFindsBolt(directory);
  }

  @Test
  void aQueryThatTakesTooLongIsGivenUpByTheServer() throws Exception {
    try (var connection =
            DriverManager.getConnection(server.jdbcUri(uri), "enrich", PostgresServer.PASSWORD);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE batch_enrich.record IN ACCESS EXCLUSIVE MODE");

      assertThat(failure(directory))
          .isInstanceOf(DirectoryException.class)
          .hasMessage(parsed() + ": canceling statement due to statement timeout");
    }
    awaitFindsBolt(directory);
  }

  @Test
  void aConnectionThatFallsSilentIsReplaced() throws Exception {
    assertFindsBolt(directory);
    var frozen = server.freezeClients(uri);
    try {
      assertThat(failure(directory)).isInstanceOf(DirectoryException.class);
      awaitFindsBolt(directory);
    } finally {
      server.thaw(frozen);
    }
  }

  @Test
  void closesAtOnceThoughTheServerDoesNotAnswer() throws Exception {
    assertFindsBolt(directory);
    var frozen = server.freezeClients(uri);
    try {
      var answer = directory.lookUp(COMPANY, NAMES, List.of("bolt")).toCompletableFuture();
      var began = System.nanoTime();
      directory.close();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(answer).failsWithin(1, TimeUnit.SECONDS);
    } finally {
      server.thaw(frozen);
    }
  }

  @Test
  void opensNothingAtAServerThatDoesNotAnswer() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var other = "postgresql://a:b@127.0.0.1:%d/x".formatted(silent.getLocalPort());
      assertThatThrownBy(() -> new PostgresDirectory(PostgresUri.parse(other, Map.of()), SHORT))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("postgresql://127.0.0.1:");
    }
  }

  private static void assertFindsBolt(Directory directory) {
    assertThat(ids(directory, COMPANY, NAMES, "bolt")).containsExactly(22L);
  }

  /** A connection that is just being closed may still be asked, so a look-up or two may fail. */
  private static void awaitFindsBolt(Directory directory) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertFindsBolt(directory));
  }

  private static Throwable failure(Directory directory) throws Exception {
    try {
      directory
          .lookUp(COMPANY, NAMES, List.of("bolt"))
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
      throw new AssertionError("answered");
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    }
  }
}
