package dev.batchenrich.directory.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls begin in their order, the first at once and each further one an interval after the one
 * before at the earliest. Nothing is reserved: a call that nobody wants any more when it is its
 * turn leaves the turn to the next one.
 */
final class Pace {

  /** Runs something later. */
  interface Timer {

    void after(long nanos, Runnable task);
  }

  private record Waiting(CompletableFuture<?> unwanted, CompletableFuture<Void> turn) {}

  private final Queue<Waiting> line = new ArrayDeque<>();
  private final long interval;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private long free;

  /** While a thread goes through the line or the timer is set. */
  private boolean isServing;

  /**
   * @param nanoTime the time, in nanoseconds since whenever
   */
  Pace(Duration interval, LongSupplier nanoTime, Timer timer) {
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
    this.timer = timer;
    free = nanoTime.getAsLong();
  }

  /**
   * Completes when a call may begin, or fails with a {@link CancellationException} if {@code
   * unwanted} is done by then.
   */
  CompletableFuture<Void> turn(CompletableFuture<?> unwanted) {
    var turn = new CompletableFuture<Void>();
    synchronized (this) {
      line.add(new Waiting(unwanted, turn));
      if (isServing) {
        return turn;
      }
      isServing = true;
    }
    serve();
    return turn;
  }

  /** One thread at a time, in a loop: what a turn completes may ask for the next. */
  private void serve() {
    for (var next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    var first = line.peek();
    if (first == null) {
      isServing = false;
      return null;
    }
    if (first.unwanted.isDone()) {
      line.remove();
      return () -> first.turn.completeExceptionally(new CancellationException("it is not wanted"));
    }
    var now = nanoTime.getAsLong();
    if (free - now > 0) {
      timer.after(free - now, this::serve);
      return null;
    }
    line.remove();
    free = now + interval;
    return () -> first.turn.complete(null);
  }
}
