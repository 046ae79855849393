package dev.batchenrich.gateway.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets each API key send so many requests a minute, all of them at once if it likes. What is used
 * comes back evenly.
 *
 * <p>Only keys that exist may be asked for, so there are no more buckets than keys.
 */
public final class RateLimits {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final int perMinute;
  private final TimeMeter time;

  /**
   * @param perMinute at least 1
   * @param monotonic nanoseconds of a clock that is never set
   */
  public RateLimits(int perMinute, LongSupplier monotonic) {
    this.perMinute = perMinute;
    this.time = new Monotonic(monotonic);
  }

  /** Counts a request of {@code key}, if it is still allowed. */
  public Allowance take(String key) {
    var taken = buckets.computeIfAbsent(key, newKey -> bucket()).tryConsumeAndReturnRemaining(1);
    return new Allowance(
        taken.isConsumed(),
        perMinute,
        taken.getRemainingTokens(),
        Duration.ofNanos(taken.getNanosToWaitForReset()),
        Duration.ofNanos(taken.getNanosToWaitForRefill()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }

  private record Monotonic(LongSupplier nanoseconds) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return nanoseconds.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
