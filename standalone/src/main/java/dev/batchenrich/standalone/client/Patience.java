package dev.batchenrich.standalone.client;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Asks again while a server cannot be reached or cannot serve, as while it is being restarted, for
 * a few minutes, and no sooner than the server says.
 */
public final class Patience {

  private static final Duration FIRST_DELAY = Duration.ofMillis(500);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration AS_CONFIGURED = Duration.ofNanos(-1);

  private final FailsafeExecutor<Object> executor;

  /** What is asked. */
  public interface Question<T> {
    T ask() throws IOException, InterruptedException;
  }

  /** Tells {@code listener} once for each question why it is asked again. */
  public Patience(Consumer<String> listener) {
    executor =
        Failsafe.with(
            RetryPolicy.builder()
                .handleIf(Patience::mayPass)
                .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                .withDelayFnOn(attempt -> delay(attempt.getLastException()), Refused.class)
                .withMaxRetries(-1)
                .withMaxDuration(LIMIT)
                .onRetryScheduled(
                    event -> {
                      if (event.getAttemptCount() == 1) {
                        listener.accept(
                            event.getLastException().getMessage() + "; trying again ...");
                      }
                    })
                .build());
  }

  public <T> T ask(Question<T> question) throws IOException, InterruptedException {
    try {
      return executor.get(question::ask);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e;
    }
  }

  private static Duration delay(Throwable failure) {
    return failure instanceof Refused refused && !refused.retryAfter().isZero()
        ? refused.retryAfter()
        : AS_CONFIGURED;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof Refused refused
        ? refused.isPassing()
        : failure instanceof CannotGoOn told && told.exit() == Exit.UNREACHABLE;
  }
}
