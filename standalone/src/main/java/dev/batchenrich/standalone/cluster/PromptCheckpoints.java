package dev.batchenrich.standalone.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a checkpoint of a job as soon as one is asked for. If others have asked by the time that it
 * is complete, there is much to do: then it rests three times as long as that one took, a second at
 * most, or until the job has nothing to do, and all that ask meanwhile share the next one.
 */
final class PromptCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PromptCheckpoints.class);

  /** Leaves three quarters of the time to what checkpoints are taken of. */
  private static final int REST = 3;

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  /** A job that was not busy for so long has nothing that a checkpoint could be shared with. */
  static final Duration IDLE = Duration.ofMillis(15);

  /** By what requests carry: Flink copies operators, and gives them nothing but what they hold. */
  private static final Map<UUID, PromptCheckpoints> OPEN = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();
  private final Semaphore asked = new Semaphore(0);
  private volatile long busyAt = System.nanoTime();
  private final Supplier<CompletableFuture<?>> checkpoint;
  private final Thread thread;

  /**
   * Starts to listen.
   *
   * @param checkpoint takes one; completes when it is complete
   */
  PromptCheckpoints(Supplier<CompletableFuture<?>> checkpoint) {
    this.checkpoint = checkpoint;
    OPEN.put(id, this);
    thread = new Thread(this::run, "prompt-checkpoints");
    thread.setDaemon(true);
    thread.start();
  }

  /** By which operators ask. */
  CheckpointRequest request() {
    return new Request(id);
  }

  /** Takes none any more. Requests are still allowed, and ignored. */
  @Override
  public void close() {
    OPEN.remove(id);
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        asked.acquire();
        asked.drainPermits();
        var began = System.nanoTime();
        take();
        var now = System.nanoTime();
        restUntil(now + Math.min(REST * (now - began), LONGEST_REST.toNanos()));
      }
    } catch (InterruptedException e) {
      LOG.debug("closed");
    }
  }

  /** Waits while the job is busy; not at all if nobody has asked. */
  private void restUntil(long end) throws InterruptedException {
    if (asked.availablePermits() == 0) {
      return;
    }
    var left = left(end);
    while (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
      left = left(end);
    }
  }

  private long left(long end) {
    return Math.min(end, busyAt + IDLE.toNanos()) - System.nanoTime();
  }

  /** One that fails is made up for by the job's periodic ones. */
  private void take() throws InterruptedException {
    try {
      checkpoint.get().get();
    } catch (ExecutionException | RuntimeException e) {
      LOG.debug("A checkpoint failed.", e);
    }
  }

  private record Request(UUID id) implements CheckpointRequest {
    @Override
    public void ask() {
      var open = OPEN.get(id);
      if (open != null) {
        open.asked.release();
      }
    }

    @Override
    public void busy() {
      var open = OPEN.get(id);
      if (open != null) {
        open.busyAt = System.nanoTime();
      }
    }
  }
}
