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
 * most, and all that ask meanwhile share the next one.
 */
final class PromptCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PromptCheckpoints.class);

  /** Leaves three quarters of the time to what checkpoints are taken of. */
  private static final int REST = 3;

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  /** When nobody has asked for so long, there is nothing left to share a checkpoint with. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** By what requests carry: Flink copies operators, and gives them nothing but what they hold. */
  private static final Map<UUID, Semaphore> ASKED = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();
  private final Semaphore asked = new Semaphore(0);
  private final Supplier<CompletableFuture<?>> checkpoint;
  private final Thread thread;

  /**
   * Starts to listen.
   *
   * @param checkpoint takes one; completes when it is complete
   */
  PromptCheckpoints(Supplier<CompletableFuture<?>> checkpoint) {
    this.checkpoint = checkpoint;
    ASKED.put(id, asked);
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
    ASKED.remove(id);
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

  /** Waits while more ask; not at all if nobody has. */
  private void restUntil(long end) throws InterruptedException {
    if (!asked.tryAcquire()) {
      return;
    }
    var left = end - System.nanoTime();
    while (left > 0 && asked.tryAcquire(Math.min(left, QUIET.toNanos()), TimeUnit.NANOSECONDS)) {
      left = end - System.nanoTime();
    }
    asked.release();
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
      var asked = ASKED.get(id);
      if (asked != null) {
        asked.release();
      }
    }
  }
}
