package dev.batchenrich.directory.cache;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.COMPANY_IDS;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.Retries;
import dev.batchenrich.directory.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachingDirectoryTest {

  private static final long BYTES = 1 << 20;
  private static final Duration TTL = Duration.ofHours(2);
  private static final Duration MISS_TTL = Duration.ofMinutes(3);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger hits = new AtomicInteger();
  private final AtomicInteger misses = new AtomicInteger();
  private final CountingDirectory behind = new CountingDirectory();
  private final CachingDirectory cache =
      new CachingDirectory(
          behind,
          new KeptAnswers(new CacheSettings(BYTES, TTL, MISS_TTL), nanos::get),
          (hits, misses) -> {
            this.hits.addAndGet(hits);
            this.misses.addAndGet(misses);
          });

  @Test
  void onlyWhatIsNotRememberedIsAskedForInOneLookUp() {
    ids(cache, "1", "none", "2");

    assertThat(ids(cache, "3", "2", "nobody", "none", "1")).containsExactly(3L, 2L, null, null, 1L);

    assertThat(behind.asked).containsExactly(List.of("1", "none", "2"), List.of("3", "nobody"));
  }

  @Test
  void whatIsRememberedWholeIsNotAskedForAtAll() {
    ids(cache, "1", "none");

    assertThat(ids(cache, "none", "1", "1")).containsExactly(null, 1L, 1L);
    assertThat(ids(cache)).isEmpty();

    assertThat(behind.asked).hasSize(1);
  }

  @Test
  void whatAChunkRepeatsIsAskedForOnce() {
    assertThat(ids(cache, "7", "none", "7", "none")).containsExactly(7L, null, 7L, null);

    assertThat(behind.asked).containsExactly(List.of("7", "none"));
  }

  @Test
  void oneIdentifierOfAnotherEntityOrTypeIsAnother() {
    ids(cache, "1");

    cache.lookUp(COMPANY, NAMES, List.of("1"));
    cache.lookUp(COMPANY, PROFILE_URLS, List.of("1"));
    cache.lookUp(PERSON, PROFILE_URLS, List.of("1"));

    assertThat(behind.asked).hasSize(4);
  }

  @Test
  void aRecordIsAskedForAgainOnceItIsTooOldHoweverOftenItIsRead() {
    ids(cache, "1");
    for (var i = 0; i < 4; i++) {
      nanos.addAndGet(TTL.dividedBy(4).toNanos() - 1);
      ids(cache, "1");
    }
    assertThat(behind.asked).hasSize(1);

    nanos.addAndGet(4);
    ids(cache, "1");

    assertThat(behind.asked).hasSize(2);
  }

  @Test
  void thatThereIsNoRecordIsForgottenSooner() {
    ids(cache, "1", "none");
    nanos.addAndGet(MISS_TTL.toNanos() - 1);
    ids(cache, "1", "none");
    assertThat(behind.asked).hasSize(1);

    nanos.addAndGet(1);
    ids(cache, "1", "none");

    assertThat(behind.asked).containsExactly(List.of("1", "none"), List.of("none"));
  }

  @Test
  void allThatIsRememberedStaysWithinItsBytes() {
    var many = IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).toList();
    for (var from = 0; from < many.size(); from += 100) {
      ids(cache, many.subList(from, from + 100).toArray(String[]::new));
    }
    assertThat(hits).hasValue(0);

    ids(cache, many.toArray(String[]::new));

    assertThat(hits.get() * CountingDirectory.RECORD_BYTES).isBetween((int) BYTES / 2, (int) BYTES);
  }

  @Test
  void aFailureIsPassedOnAndNothingOfItRemembered() {
    ids(cache, "1");
    behind.failures = 1;

    assertThat(cache.lookUp(COMPANY, COMPANY_IDS, List.of("1", "2")).toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(DirectoryException.class)
        .withMessage("down");
    assertThat(ids(cache, "1", "2")).containsExactly(1L, 2L);

    assertThat(behind.asked).containsExactly(List.of("1"), List.of("2"), List.of("2"));
  }

  @Test
  void whatFailsIsRepeatedWithoutWhatIsRemembered() {
    ids(cache, "1");
    behind.failures = 2;
    var scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      var schedule =
          new RetrySchedule(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(1));
      var retrying = cache.retrying(new Retries(schedule, scheduler));

      assertThat(ids(retrying, "2", "1")).containsExactly(2L, 1L);
      assertThat(ids(cache, "2", "1")).containsExactly(2L, 1L);
    } finally {
      scheduler.shutdownNow();
    }
    assertThat(behind.asked)
        .containsExactly(List.of("1"), List.of("2"), List.of("2"), List.of("2"));
    assertThat(hits).as("repeating is no further look-up").hasValue(1 + 2);
    assertThat(misses).hasValue(1 + 1);
  }

  @Test
  void hitsAndMissesCountDifferentIdentifiers() {
    ids(cache, "1", "1", "none");
    assertThat(List.of(hits.get(), misses.get())).containsExactly(0, 2);

    ids(cache, "1", "none", "none", "3");
    assertThat(List.of(hits.get(), misses.get())).containsExactly(2, 3);
  }

  @Test
  void directoriesWithTheSameSettingsShareWhatTheyRemember() {
    var other = new CountingDirectory();
    var settings = settings("https://a.example");
    var one = CachingDirectory.over(behind, settings);
    ids(one, "1");

    ids(CachingDirectory.over(other, settings("https://a.example")), "1", "2");
    ids(CachingDirectory.over(other, settings("https://b.example")), "1");

    assertThat(other.asked).containsExactly(List.of("2"), List.of("1"));
    one.close();
  }

  @Test
  void aDirectoryThatAnswersTooLittleIsNotBelieved() {
    behind.isShortOfOne = true;

    var answer = cache.lookUp(COMPANY, COMPANY_IDS, List.of("1", "2"));

    assertThat(answer.toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("it gave 1 answers to 2 identifiers");
  }

  @Test
  void closingClosesTheDirectoryBehind() {
    ids(cache, "1");

    cache.close();

    assertThat(behind.isClosed).isTrue();
    assertThat(cache.lookUp(COMPANY, COMPANY_IDS, List.of("1")).toCompletableFuture())
        .isCompletedExceptionally();
  }

  private static DirectorySettings settings(String uri) {
    return new DirectorySettings(
        uri, null, 1, Duration.ofSeconds(1), 0, new CacheSettings(BYTES, TTL, MISS_TTL));
  }

  private static List<@Nullable Long> ids(Directory directory, String... identifiers) {
    var answer = directory.lookUp(COMPANY, COMPANY_IDS, List.of(identifiers)).toCompletableFuture();
    assertThat(answer).succeedsWithin(10, TimeUnit.SECONDS);
    var ids = new ArrayList<@Nullable Long>();
    for (var record : answer.join()) {
      ids.add(record == null ? null : record.id());
    }
    return ids;
  }
}
