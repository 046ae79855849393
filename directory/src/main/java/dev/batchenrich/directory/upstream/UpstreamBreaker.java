package dev.batchenrich.directory.upstream;

import dev.batchenrich.directory.DirectoryException;
import dev.batchenrich.directory.DirectoryRefusal;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares an upstream that is down, and whoever pays for it, calls that would fail: if four of five
 * do, it is asked nothing for a while, then a little.
 */
final class UpstreamBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamBreaker.class);

  private static final int LAST_CALLS = 50;
  private static final int LEAST_CALLS = 20;
  private static final float MAX_FAILED_PERCENT = 80;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int TRIAL_CALLS = 4;

  private final CircuitBreaker breaker;

  UpstreamBreaker() {
    breaker =
        CircuitBreaker.of(
            "upstream",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(LAST_CALLS)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(MAX_FAILED_PERCENT)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .ignoreException(UpstreamBreaker::showsLife)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warn("calls to the upstream: {}", event.getStateTransition()));
  }

  /** Makes {@code call}, or fails at once. */
  <T> CompletionStage<T> guard(Supplier<CompletionStage<T>> call) {
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(
          new DirectoryException(
              "nearly all calls to the upstream failed, so it is left alone for a while", null));
    }
    var began = breaker.getCurrentTimestamp();
    return begun(call)
        .whenComplete(
            (value, failure) -> {
              var took = breaker.getCurrentTimestamp() - began;
              if (failure == null) {
                breaker.onResult(took, breaker.getTimestampUnit(), value);
              } else {
                breaker.onError(took, breaker.getTimestampUnit(), cause(failure));
              }
            });
  }

  private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** An upstream that refuses a question, or says when to ask again, is there. */
  private static boolean showsLife(Throwable failure) {
    return failure instanceof DirectoryRefusal
        || (failure instanceof DirectoryException later && later.retryAfter().isPresent());
  }

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
