package dev.batchenrich.directory;

import static java.util.Objects.requireNonNull;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose look-ups are repeated while they fail, with growing, jittered waits and never
 * before the time that a {@link DirectoryException} names, unless the deadline comes first: then
 * once more at the deadline. A {@link DirectoryRefusal} is final. The stage fails with the last
 * failure. What succeeds at once is answered at once, without a change of threads.
 */
public final class RetryingDirectory implements Directory {

  private static final double JITTER = 0.2;
  private static final Duration BY_SCHEDULE = Duration.ofNanos(-1);
  private static final CompletableFuture<List<@Nullable EntityRecord>> NONE =
      CompletableFuture.completedFuture(List.of());

  private final Directory directory;
  private final FailsafeExecutor<List<@Nullable EntityRecord>> executor;
  private volatile boolean isClosed;

  /** Repeats look-ups in {@code directory}, which it closes with itself. */
  public RetryingDirectory(Directory directory, Retries retries) {
    this.directory = directory;
    var schedule = retries.schedule();
    var policy =
        RetryPolicy.<List<@Nullable EntityRecord>>builder()
            .handle(Exception.class)
            .abortOn(DirectoryRefusal.class)
            .abortOn(CancellationException.class)
            .abortIf((records, failure) -> isClosed)
            .withBackoff(schedule.initialDelay(), schedule.maxDelay())
            .withDelayFnOn(RetryingDirectory::asked, DirectoryException.class)
            .withJitter(JITTER)
            .withMaxRetries(-1)
            .withMaxDuration(schedule.deadline())
            .onRetry(retried -> retries.onRetry().run())
            .build();
    executor = Failsafe.with(policy).with(retries.scheduler());
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    return repeated(() -> directory.lookUp(entity, type, identifiers));
  }

  /** Look-ups that are not repeated once they are not wanted. */
  @Override
  public Directory until(CompletableFuture<?> unwanted) {
    return new Until(unwanted);
  }

  private CompletableFuture<List<@Nullable EntityRecord>> repeated(
      Supplier<CompletionStage<List<@Nullable EntityRecord>>> lookUp) {
    var first = attempt(lookUp);
    if (first.isDone() && !first.isCompletedExceptionally()) {
      return first;
    }
    var attempts = new AtomicInteger();
    return executor.getStageAsync(() -> attempts.getAndIncrement() == 0 ? first : attempt(lookUp));
  }

  private static CompletableFuture<List<@Nullable EntityRecord>> attempt(
      Supplier<CompletionStage<List<@Nullable EntityRecord>>> lookUp) {
    try {
      return lookUp.get().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    directory.close();
  }

  /** Longer than asked for, so that jitter does not make it shorter. */
  private static Duration asked(ExecutionContext<?> attempt) {
    return attempt.getLastException() instanceof DirectoryException failure
        ? failure
            .retryAfter()
            .map(wait -> Duration.ofMillis((long) Math.ceil(wait.toMillis() / (1 - JITTER))))
            .orElse(BY_SCHEDULE)
        : BY_SCHEDULE;
  }

  private final class Until implements Directory {

    private final CompletableFuture<?> unwanted;
    private final Directory asked;

    Until(CompletableFuture<?> unwanted) {
      this.unwanted = unwanted;
      asked = directory.until(unwanted);
    }

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      var latest = new AtomicReference<>(NONE);
      var answer =
          repeated(
              () -> {
                if (unwanted.isDone()) {
                  return CompletableFuture.failedFuture(
                      new CancellationException("it is not wanted"));
                }
                var attempt = asked.lookUp(entity, type, identifiers).toCompletableFuture();
                latest.set(attempt);
                return attempt;
              });
      if (!answer.isDone()) {
        // What is under way comes to its end, and what waits to be repeated does not.
        var unused =
            unwanted
                .thenCompose(nothing -> requireNonNull(latest.get()))
                .whenComplete((records, failure) -> answer.cancel(false));
      }
      return answer;
    }

    @Override
    public void close() {
      RetryingDirectory.this.close();
    }
  }
}
