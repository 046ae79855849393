package dev.batchenrich.directory.upstream;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.directory.upstream.UpstreamServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.DirectoryRefusal;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.Retries;
import dev.batchenrich.directory.RetrySchedule;
import dev.batchenrich.directory.cache.CacheSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream may do anything: look-ups fail, or succeed in the end, and are never wrong. */
@Timeout(60)
class UpstreamFailuresIT {

  private static final int COMPANIES = 500;
  private static final int CONCURRENCY = 4;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
  private static final RetrySchedule RETRIES =
      new RetrySchedule(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(30));

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private @Nullable UpstreamServer server;

  @TempDir Path temporary;

  @AfterEach
  void stop() {
    end.countDown();
    if (server != null) {
      server.close();
    }
    scheduler.shutdownNow();
  }

  @Test
  void aThirdOfAllCallsMayFail() throws Exception {
    assertSucceedsInTheEnd(
        (exchange, call) -> {
          if (call % 3 == 0) {
            send(exchange, 500, "text/plain", "oops".getBytes(UTF_8));
          }
          return call % 3 == 0;
        });
  }

  @Test
  void aThirdOfAllConnectionsMayBeReset() throws Exception {
    assertSucceedsInTheEnd((exchange, call) -> call % 3 == 0);
  }

  @Test
  void aThirdOfAllRepliesMayBeCutOff() throws Exception {
    assertSucceedsInTheEnd(
        (exchange, call) -> {
          if (call % 3 == 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("[{\"matched_on\":\"1\",".getBytes(UTF_8));
            exchange.getResponseBody().flush();
          }
          return call % 3 == 0;
        });
  }

  @Test
  void aReplyThatStallsIsGivenUpAndTheCallRepeated() throws Exception {
    assertSucceedsInTheEnd(
        (exchange, call) -> {
          if (call == 2) {
            end.await();
          }
          return false;
        });
  }

  @Test
  void onlyWhatFailedIsRepeated() throws Exception {
    assertSucceedsInTheEnd(
        (exchange, call) -> {
          if (call == 5) {
            send(exchange, 503, "text/plain", new byte[0]);
          }
          return call == 5;
        });
    assertThat(requireServer().calls).hasValue(COMPANIES / 25 + 1);
  }

  @Test
  void anUpstreamThatSaysWhenToAskAgainIsNotAskedBefore() throws Exception {
    var refusedAt = new AtomicLong();
    var askedAt = new AtomicLong();
    serve(
        (exchange, call) -> {
          if (call == 1) {
            refusedAt.set(System.nanoTime());
            exchange.getResponseHeaders().set("Retry-After", "2");
            send(exchange, 429, "application/json", "{}".getBytes(UTF_8));
            return true;
          }
          askedAt.set(System.nanoTime());
          return false;
        });
    try (var directory = open().retrying(new Retries(RETRIES, scheduler))) {
      assertThat(lookUp(directory, 1)).succeedsWithin(Duration.ofSeconds(20));
    }
    assertThat(Duration.ofNanos(askedAt.get() - refusedAt.get()))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void anUpstreamThatIsDownIsLeftAloneAndAskedAgainLater() throws Exception {
    var isDown = new CountDownLatch(1);
    serve(
        (exchange, call) -> {
          if (isDown.getCount() > 0) {
            send(exchange, 502, "text/html", new byte[0]);
            return true;
          }
          return false;
        });
    try (var directory = open().retrying(new Retries(RETRIES, scheduler))) {
      var answer = lookUp(directory, COMPANIES);
      await().until(() -> requireServer().calls.get() >= 20);
      isDown.countDown();

      assertThat(answer).succeedsWithin(Duration.ofSeconds(40));
    }
    // Twenty failed, so the next look-up had to wait for the trial calls after the pause.
    assertThat(requireServer().calls.get()).isLessThan(20 + 20 + 2 * 4);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html>, not application/json",
    "'', [], not application/json",
    "application/json; charset=latin1, [], not application/json",
    "application/json, '', it is no list",
    "application/json, {}, it is no list",
    "application/json, [], it has 0 entries for 1",
    "application/json, '[{}]', not about the identifier",
  })
  void aReplyThatIsNoneFailsTheLookUp(String contentType, String body, String reason)
      throws Exception {
    serve(
        (exchange, call) -> {
          if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
          }
          exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          return true;
        });
    assertFails(DirectoryException.class, reason);
  }

  @Test
  void aReplyOfAGigabyteIsCut() throws Exception {
    var sent = new AtomicLong();
    serve(
        (exchange, call) -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 1L << 30);
          var blanks = " ".repeat(1 << 16).getBytes(UTF_8);
          try {
            while (sent.get() < 1L << 30) {
              exchange.getResponseBody().write(blanks);
              sent.addAndGet(blanks.length);
            }
          } catch (IOException e) {
            // The client has cut the connection.
          }
          return true;
        });
    assertFails(DirectoryException.class, "longer than 16,777,216 bytes");
    // What is in the buffers of the system was sent, too.
    assertThat(sent.get()).isLessThan(64L << 20);
  }

  @Test
  void aReplyThatTricklesIsGivenUp() throws Exception {
    serve(
        (exchange, call) -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            // The client has cut the connection.
          }
          return true;
        });
    assertFails(DirectoryException.class, "no reply within 1000 ms");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    serve(
        (exchange, call) -> {
          exchange.getResponseHeaders().set("Location", "/base/elsewhere");
          send(exchange, 307, "text/plain", new byte[0]);
          return true;
        });
    assertFails(DirectoryException.class, "the upstream answered 307");
    assertThat(requireServer().calls).hasValue(1);
  }

  @Test
  void aCompressedReplyIsNotUnpacked() throws Exception {
    serve(
        (exchange, call) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, "application/json", "[]".getBytes(UTF_8));
          return true;
        });
    assertFails(DirectoryException.class, "encoded");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void aQuestionThatIsRefusedIsNotRepeated(int status) throws Exception {
    serve(
        (exchange, call) -> {
          send(exchange, status, "application/json", "{}".getBytes(UTF_8));
          return true;
        });
    try (var directory = open().retrying(new Retries(RETRIES, scheduler))) {
      assertThat(lookUp(directory, 1))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingRootCause()
          .isInstanceOf(DirectoryRefusal.class)
          .withMessage("the upstream answered " + status);
    }
    assertThat(requireServer().calls).hasValue(1);
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    var arrived = new CountDownLatch(1);
    serve(
        (exchange, call) -> {
          arrived.countDown();
          end.await();
          return true;
        });
    var directory = open();
    var answer = lookUp(directory, COMPANIES);
    arrived.await();

    directory.close();

    assertThat(answer).failsWithin(Duration.ofMillis(500));
  }

  @Test
  void aLookUpThatIsNotWantedAnyMoreMakesNoFurtherCalls() throws Exception {
    var unwanted = new CompletableFuture<Void>();
    serve(
        (exchange, call) -> {
          if (call <= CONCURRENCY) {
            end.await();
          }
          return call <= CONCURRENCY;
        });
    try (var directory = open().retrying(new Retries(RETRIES, scheduler))) {
      var dropped = lookUp(directory.until(unwanted), COMPANIES);
      await().until(() -> requireServer().calls.get() == CONCURRENCY);

      unwanted.complete(null);

      assertThat(lookUp(directory, 1)).succeedsWithin(Duration.ofSeconds(20));
      assertThat(dropped).failsWithin(Duration.ofSeconds(20));
    }
    assertThat(requireServer().calls).hasValue(CONCURRENCY + 1);
  }

  @Test
  void nobodyAtThePortIsAFailureThatNamesIt() throws Exception {
    serve((exchange, call) -> false);
    var settings = requireServer().settings();
    requireServer().close();
    try (var directory = requireServer().open(settings)) {
      assertThat(lookUp(directory, 1))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(DirectoryException.class)
          .withMessageContaining("127.0.0.1")
          .withMessageContaining("refused");
    }
  }

  private void assertSucceedsInTheEnd(UpstreamServer.Mishap mishap) throws Exception {
    serve(mishap);
    try (var directory = open().retrying(new Retries(RETRIES, scheduler))) {
      var answer = lookUp(directory, COMPANIES);
      assertThat(answer).succeedsWithin(Duration.ofSeconds(40));
      assertThat(answer.join())
          .extracting(EntityRecord::id)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, COMPANIES).mapToObj(Long::valueOf).toList());
    }
  }

  private void assertFails(Class<? extends Exception> type, String reason) throws Exception {
    try (var directory = open()) {
      assertThat(lookUp(directory, 1))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(type)
          .withMessageContaining(reason);
    }
  }

  private static CompletableFuture<List<@Nullable EntityRecord>> lookUp(
      Directory directory, int count) {
    var ids = IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    return directory.lookUp(COMPANY, COMPANY_IDS, ids).toCompletableFuture();
  }

  private void serve(UpstreamServer.Mishap mishap) throws IOException {
    var records = new ArrayList<String>();
    for (var id = 1; id <= COMPANIES; id++) {
      records.add(
          "{\"crustdata_company_id\":%d,\"basic_info\":{\"name\":\"%d\"}}".formatted(id, id));
    }
    server = new UpstreamServer(temporary, records, mishap);
  }

  private Directory open() {
    return requireServer()
        .open(
            new DirectorySettings(
                requireServer().url(), null, CONCURRENCY, CALL_TIMEOUT, 0, CacheSettings.NONE));
  }

  private UpstreamServer requireServer() {
    if (server == null) {
      throw new IllegalStateException("nothing is served yet");
    }
    return server;
  }
}
