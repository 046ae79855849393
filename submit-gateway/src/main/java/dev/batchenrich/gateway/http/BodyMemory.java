package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.refusal.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps the bodies that are being read at one time to a share of the heap; the others wait. */
final class BodyMemory {

  private static final int MEBIBYTE = 1 << 20;
  private static final int SHARE_OF_HEAP = 8;

  private final Semaphore mebibytes;
  private final Duration patience;

  /** Memory for bodies of {@code bytes} in all, but for at least one of the longest. */
  BodyMemory(long bytes, Duration patience) {
    mebibytes = new Semaphore((int) Math.max(need(RequestBody.MAX_BYTES), bytes / MEBIBYTE), true);
    this.patience = patience;
  }

  static BodyMemory ofThisProcess() {
    return new BodyMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, Duration.ofSeconds(10));
  }

  /**
   * Waits for the memory to read and parse a body, to be given back by closing.
   *
   * @param contentLength negative if it is not known
   * @throws Refusal if there is none for a while
   */
  Share take(long contentLength) {
    var longest = contentLength < 0 || contentLength > RequestBody.MAX_BYTES;
    var need = need(longest ? RequestBody.MAX_BYTES : contentLength);
    try {
      if (!mebibytes.tryAcquire(need, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.unavailable("Too many large requests at a time; nothing was accepted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("The server is stopping; nothing was accepted");
    }
    return () -> mebibytes.release(need);
  }

  private static int need(long bytes) {
    return (int) (bytes / MEBIBYTE) + 1;
  }

  /** What was taken. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
