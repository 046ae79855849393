package dev.batchenrich.directory;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
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
    var first = attempt(entity, type, identifiers);
    if (first.isDone() && !first.isCompletedExceptionally()) {
      return first;
    }
    var attempts = new AtomicInteger();
    return executor.getStageAsync(
        () -> attempts.getAndIncrement() == 0 ? first : attempt(entity, type, identifiers));
  }

  private CompletableFuture<List<@Nullable EntityRecord>> attempt(
      Entity entity, IdentifierType type, List<String> identifiers) {
    try {
      return directory.lookUp(entity, type, identifiers).toCompletableFuture();
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
}
