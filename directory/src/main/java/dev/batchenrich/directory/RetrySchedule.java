package dev.batchenrich.directory;

import java.time.Duration;

/**
 * When to repeat a look-up that failed.
 *
 * @param initialDelay before the first repetition; each further one waits about twice as long
 * @param maxDelay the longest wait between two attempts, unless the directory asks for a longer one
 * @param deadline after the first attempt, from which on nothing is repeated
 */
public record RetrySchedule(Duration initialDelay, Duration maxDelay, Duration deadline) {

  /** After 200 ms, 400 ms, ..., 30 s, for 30 minutes. */
  public static final RetrySchedule DEFAULT =
      new RetrySchedule(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMinutes(30));

  public RetrySchedule {
    if (initialDelay.isNegative() || initialDelay.isZero()) {
      throw new IllegalArgumentException("initial_delay must be positive, is " + initialDelay);
    }
    if (maxDelay.compareTo(initialDelay) <= 0) {
      throw new IllegalArgumentException(
          "max_delay must be longer than initial_delay (%s), is %s"
              .formatted(initialDelay, maxDelay));
    }
    if (deadline.compareTo(initialDelay) < 0) {
      throw new IllegalArgumentException(
          "deadline must be at least initial_delay (%s), is %s".formatted(initialDelay, deadline));
    }
  }

  /** The same waits, for another time. */
  public RetrySchedule until(Duration newDeadline) {
    return new RetrySchedule(initialDelay, maxDelay, newDeadline);
  }
}
