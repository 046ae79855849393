package dev.batchenrich.directory;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryingDirectoryTest {

  private static final List<@Nullable EntityRecord> FOUND = List.of(new EntityRecord(1, List.of()));
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMinutes(30));

  private final ImmediateScheduler scheduler = new ImmediateScheduler();
  private final ScriptedDirectory scripted = new ScriptedDirectory();
  private final LongAdder retried = new LongAdder();

  @AfterEach
  void shutDown() {
    scheduler.shutdownNow();
  }

  @Test
  void asksAgainUntilTheDirectoryAnswers() {
    scripted.then(failing("first")).then(failing("second")).then(RetryingDirectoryTest::answering);

    assertThat(lookUp(SCHEDULE)).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(FOUND);
    assertThat(scripted.attempts).isEqualTo(3);
    assertThat(retried.sum()).isEqualTo(2);
  }

  @Test
  void takesADirectoryThatThrowsForAFailedStage() {
    scripted
        .then(
            () -> {
              throw new IllegalStateException("thrown");
            })
        .then(RetryingDirectoryTest::answering);

    assertThat(lookUp(SCHEDULE)).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(FOUND);
  }

  @Test
  void waitsAboutTwiceAsLongEachTimeUpToTheLongestDelay() {
    for (var i = 0; i < 10; i++) {
      scripted.then(failing("again"));
    }
    scripted.then(RetryingDirectoryTest::answering);

    assertThat(lookUp(SCHEDULE)).succeedsWithin(10, TimeUnit.SECONDS);
    var expected = new long[] {200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000};
    assertThat(scheduler.waits()).hasSize(expected.length);
    for (var i = 0; i < expected.length; i++) {
      assertThat(scheduler.waits().get(i).toMillis())
          .isCloseTo(expected[i], within(expected[i] / 5 + 1));
    }
  }

  @Test
  void neverAsksBeforeTheTimeThatTheDirectoryNamed() {
    for (var i = 0; i < 50; i++) {
      scripted.then(failing(new DirectoryException("busy", null, Duration.ofSeconds(90))));
    }
    scripted
        .then(failing(new DirectoryException("unnamed", null)))
        .then(RetryingDirectoryTest::answering);

    assertThat(lookUp(SCHEDULE)).succeedsWithin(10, TimeUnit.SECONDS);
    assertThat(scheduler.waits().subList(0, 50))
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(136)));
    assertThat(scheduler.waits().get(50)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void failsWithTheLastFailureAtTheDeadline() {
    scripted.always(() -> CompletableFuture.failedFuture(new DirectoryException("down", null)));

    assertThat(
            lookUp(
                new RetrySchedule(
                    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(20))))
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(DirectoryException.class)
        .withMessage("down");
    assertThat(scripted.attempts).isGreaterThan(1);
  }

  @Test
  void asksNoMoreOnceClosed() {
    var directory = new RetryingDirectory(scripted, new Retries(SCHEDULE, scheduler));
    scripted.always(
        () -> {
          directory.close();
          return CompletableFuture.failedFuture(new DirectoryException("closed", null));
        });

    assertThat(directory.lookUp(COMPANY, NAMES, List.of("a")).toCompletableFuture())
        .failsWithin(10, TimeUnit.SECONDS);
    assertThat(scripted.attempts).isEqualTo(1);
    assertThat(scripted.isClosed).isTrue();
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotWaitedForToBeRepeated() {
    var unwanted = new CompletableFuture<Void>();
    scripted.then(failing(new DirectoryException("busy", null, Duration.ofHours(1))));
    var patient = new ScheduledThreadPoolExecutor(1);
    try {
      var answer = lookUp(patient, unwanted);
      await().until(() -> patient.getTaskCount() > patient.getCompletedTaskCount());
      assertThat(answer).isNotDone();

      unwanted.complete(null);

      assertThat(answer).isCancelled();
      assertThat(patient.shutdownNow()).allMatch(task -> ((Future<?>) task).isCancelled());
    } finally {
      patient.shutdownNow();
    }
  }

  @Test
  void whatIsNotWantedAnyMoreComesToItsEndIfItIsUnderWay() {
    var unwanted = new CompletableFuture<Void>();
    var attempt = new CompletableFuture<List<@Nullable EntityRecord>>();
    scripted.then(() -> attempt);
    var answer = lookUp(scheduler, unwanted);

    unwanted.complete(null);
    assertThat(answer).isNotDone();
    attempt.completeExceptionally(new DirectoryException("late", null));

    assertThat(answer).failsWithin(10, TimeUnit.SECONDS);
    assertThat(scripted.attempts).isEqualTo(1);
  }

  @Test
  void whatIsNotWantedFromTheBeginningIsNotAskedFor() {
    assertThat(lookUp(scheduler, CompletableFuture.completedFuture(null)))
        .failsWithin(10, TimeUnit.SECONDS);
    assertThat(scripted.attempts).isZero();
  }

  private CompletableFuture<List<@Nullable EntityRecord>> lookUp(
      ScheduledThreadPoolExecutor executor, CompletableFuture<?> unwanted) {
    return new RetryingDirectory(scripted, new Retries(SCHEDULE, executor))
        .until(unwanted)
        .lookUp(COMPANY, NAMES, List.of("a"))
        .toCompletableFuture();
  }

  @Test
  void refusesAScheduleThatIsNone() {
    var second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new RetrySchedule(Duration.ZERO, second, second))
        .hasMessageStartingWith("initial_delay must be positive");
    assertThatThrownBy(() -> new RetrySchedule(second, second, second))
        .hasMessageStartingWith("max_delay must be longer than initial_delay");
    assertThatThrownBy(() -> new RetrySchedule(second, second.multipliedBy(2), Duration.ZERO))
        .hasMessageStartingWith("deadline must be at least initial_delay");
  }

  private CompletableFuture<List<@Nullable EntityRecord>> lookUp(RetrySchedule schedule) {
    return new RetryingDirectory(scripted, new Retries(schedule, scheduler, retried::increment))
        .lookUp(COMPANY, NAMES, List.of("a"))
        .toCompletableFuture();
  }

  private static CompletionStage<List<@Nullable EntityRecord>> answering() {
    return CompletableFuture.completedFuture(FOUND);
  }

  private static Supplier<CompletionStage<List<@Nullable EntityRecord>>> failing(String message) {
    return failing(new IllegalStateException(message));
  }

  private static Supplier<CompletionStage<List<@Nullable EntityRecord>>> failing(
      Throwable failure) {
    return () -> CompletableFuture.failedFuture(failure);
  }

  /** Answers as it was told to. */
  private static final class ScriptedDirectory implements Directory {

    private final Queue<Supplier<CompletionStage<List<@Nullable EntityRecord>>>> script =
        new ArrayDeque<>();
    private @Nullable Supplier<CompletionStage<List<@Nullable EntityRecord>>> rest;
    private volatile int attempts;
    private volatile boolean isClosed;

    ScriptedDirectory then(Supplier<CompletionStage<List<@Nullable EntityRecord>>> answer) {
      script.add(answer);
      return this;
    }

    void always(Supplier<CompletionStage<List<@Nullable EntityRecord>>> answer) {
      rest = answer;
    }

    @Override
    public synchronized CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      attempts++;
      var answer = rest == null ? script.remove() : rest;
      return answer.get();
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  /** Writes down how long it was to wait, and does not. */
  private static final class ImmediateScheduler extends ScheduledThreadPoolExecutor {

    private final List<Duration> delays = new ArrayList<>();

    ImmediateScheduler() {
      super(1);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      synchronized (delays) {
        delays.add(Duration.of(delay, unit.toChronoUnit()));
      }
      return super.schedule(task, 0, unit);
    }

    /** The waits between attempts: the first attempt is made at once. */
    List<Duration> waits() {
      synchronized (delays) {
        return delays.stream().filter(delay -> !delay.isZero()).toList();
      }
    }
  }
}
