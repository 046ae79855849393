package dev.batchenrich.directory.upstream;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.directory.upstream.UpstreamServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.DirectoryRefusal;
import dev.batchenrich.directory.Retries;
import dev.batchenrich.directory.RetrySchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upstream refuses a whole call because of one identifier in it, or refuses the question. */
@Timeout(60)
class UpstreamRefusalsIT {

  private static final List<String> TWENTY_FIVE = ids(1, 25);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private volatile int statusOfAll = 200;
  private UpstreamServer server;
  private Directory directory;

  @BeforeEach
  void start(@TempDir Path temporary) throws Exception {
    var records =
        ids(1, 100).stream()
            .map("{\"crustdata_company_id\":%1$s,\"basic_info\":{\"name\":\"%1$s\"}}"::formatted)
            .toList();
    server =
        new UpstreamServer(
            temporary,
            records,
            (exchange, call) -> {
              if (statusOfAll != 200) {
                send(exchange, statusOfAll, "application/json", "{}".getBytes(UTF_8));
              }
              return statusOfAll != 200;
            });
    directory =
        server
            .open(server.settings())
            .retrying(
                new Retries(
                    new RetrySchedule(
                        Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(1)),
                    scheduler));
  }

  @AfterEach
  void stop() {
    directory.close();
    server.close();
    scheduler.shutdownNow();
  }

  @Test
  void oneRefusedIdentifierIsUnknownAndTheOthersAreAnswered() {
    server.refused.add("7");

    assertThat(found(TWENTY_FIVE)).containsExactlyElementsOf(without(TWENTY_FIVE, "7"));

    assertThat(server.calls.get()).isLessThanOrEqualTo(1 + 2 * 5);
  }

  @Test
  void soAreSeveralWhereverTheyStand() {
    server.refused.addAll(List.of("1", "13", "14", "25", "77"));

    assertThat(found(ids(1, 100)))
        .containsExactlyElementsOf(without(ids(1, 100), "1", "13", "14", "25", "77"));
  }

  @Test
  void allButOneMayBeRefusedAtTwoCallsForEach() {
    server.refused.addAll(without(TWENTY_FIVE, "20"));

    assertThat(found(TWENTY_FIVE)).containsExactly("20");

    assertThat(server.calls.get()).isLessThan(2 * 25);
  }

  @Test
  void aQuestionThatIsRefusedForEveryIdentifierIsRefused() {
    statusOfAll = 400;

    assertFails(TWENTY_FIVE, DirectoryRefusal.class, "the upstream answered 400");

    assertThat(server.calls).hasValue(2 * 25 - 1);
  }

  @Test
  void anIdentifierThatIsRefusedAloneIsUnknownIfAnotherOneIsAcceptedMeanwhile() {
    server.refused.add("7");
    assertFails(List.of("7"), DirectoryRefusal.class, "the upstream answered 422");
    assertThat(found(List.of("1", "2"))).containsExactly("1", "2");

    assertThat(found(List.of("7"))).isEmpty();

    assertThat(server.requests.get(server.requests.size() - 1).get("crustdata_company_ids"))
        .singleElement()
        .extracting(Object::toString)
        .isEqualTo("1");
  }

  @Test
  void anUpstreamThatBeginsToRefuseEverythingKnowsNothingMore() {
    assertThat(found(TWENTY_FIVE)).hasSize(25);
    statusOfAll = 400;

    assertFails(List.of("7"), DirectoryRefusal.class, "the upstream answered 400");
    assertFails(TWENTY_FIVE, DirectoryRefusal.class, "the upstream answered 400");
  }

  @Test
  void aFailureIsNoRefusal() {
    statusOfAll = 500;

    assertFails(TWENTY_FIVE, DirectoryException.class, "the upstream answered 500");
  }

  private void assertFails(List<String> ids, Class<? extends Exception> type, String message) {
    assertThat(lookUp(ids))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(type)
        .withMessage(message);
  }

  /** The ids of those that have a record, which is their own. */
  private List<String> found(List<String> ids) {
    var answer = lookUp(ids);
    assertThat(answer).succeedsWithin(Duration.ofSeconds(20));
    var records = answer.join();
    assertThat(records).hasSameSizeAs(ids);
    return IntStream.range(0, ids.size())
        .filter(i -> records.get(i) != null)
        .peek(
            i ->
                assertThat(records.get(i))
                    .extracting(EntityRecord::id)
                    .isEqualTo(Long.valueOf(ids.get(i))))
        .mapToObj(ids::get)
        .toList();
  }

  private CompletableFuture<List<@Nullable EntityRecord>> lookUp(List<String> ids) {
    return directory.lookUp(COMPANY, COMPANY_IDS, ids).toCompletableFuture();
  }

  private static List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  private static List<String> without(List<String> ids, String... some) {
    return ids.stream().filter(id -> !List.of(some).contains(id)).toList();
  }
}
