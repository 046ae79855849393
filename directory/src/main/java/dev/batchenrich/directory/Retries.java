package dev.batchenrich.directory;

import java.util.concurrent.ScheduledExecutorService;

/**
 * How look-ups that fail are repeated.
 *
 * @param scheduler runs the repetitions; remains the caller's to shut down
 * @param onRetry is told of each repetition, by the thread that makes it
 */
public record Retries(
    RetrySchedule schedule, ScheduledExecutorService scheduler, Runnable onRetry) {

  /** Repetitions that nobody is told of. */
  public Retries(RetrySchedule schedule, ScheduledExecutorService scheduler) {
    this(schedule, scheduler, () -> {});
  }
}
