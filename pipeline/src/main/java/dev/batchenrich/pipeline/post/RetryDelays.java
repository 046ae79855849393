package dev.batchenrich.pipeline.post;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after each failed attempt, give or take a tenth, so that what failed together
 * does not come back together.
 *
 * @param delays after the first attempt, after the second, and so on, each at most 5 days; after
 *     one more attempt it is given up
 */
public record RetryDelays(List<Duration> delays) implements Serializable {

  /** The longest wait that a receiver can ask for. */
  static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

  /** Half of what a webhook is remembered for. */
  private static final Duration MAX_DELAY = Duration.ofDays(5);

  private static final double JITTER = 0.1;

  public RetryDelays {
    delays = List.copyOf(delays);
    if (delays.isEmpty()) {
      throw new IllegalArgumentException("webhook retries must hold at least one duration");
    }
    for (var delay : delays) {
      if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
        throw new IllegalArgumentException(
            "webhook retries must each be 0 to %d s apart, one is %d s"
                .formatted(MAX_DELAY.toSeconds(), delay.toSeconds()));
      }
    }
  }

  /**
   * When to try again; null for not at all.
   *
   * @param attempt that has just failed, 1 for the first
   * @param retryAfter what the receiver asked for at least; null for nothing
   * @param random from 0 to 1
   */
  @Nullable Instant next(int attempt, Instant now, @Nullable Duration retryAfter, double random) {
    if (attempt > delays.size()) {
      return null;
    }
    var factor = 1 + JITTER * (2 * random - 1);
    var delay = Duration.ofMillis(Math.round(delays.get(attempt - 1).toMillis() * factor));
    if (retryAfter != null && retryAfter.compareTo(delay) > 0) {
      delay = retryAfter.compareTo(MAX_RETRY_AFTER) < 0 ? retryAfter : MAX_RETRY_AFTER;
    }
    return now.plus(delay).truncatedTo(MILLIS);
  }
}
