package dev.batchenrich.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started so far, to be stopped in reverse, possibly by another thread while the next
 * thing is being started.
 */
public final class OpenResources implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenResources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean isClosed;

  /**
   * Takes over {@code resource}.
   *
   * @throws IllegalStateException if everything has been stopped already; so is the resource then
   */
  public <T extends AutoCloseable> T add(T resource) {
    synchronized (open) {
      if (!isClosed) {
        open.push(resource);
        return resource;
      }
    }
    stop(resource);
    throw new IllegalStateException("stopped while starting");
  }

  /** True from the moment at which closing begins. */
  public boolean isClosed() {
    synchronized (open) {
      return isClosed;
    }
  }

  @Override
  public void close() {
    synchronized (open) {
      isClosed = true;
    }
    for (var next = next(); next != null; next = next()) {
      stop(next);
    }
  }

  private @Nullable AutoCloseable next() {
    synchronized (open) {
      return open.poll();
    }
  }

  private static void stop(AutoCloseable resource) {
    var began = System.nanoTime();
    try {
      resource.close();
    } catch (Exception e) {
      LOG.warn("Something did not stop cleanly. resource={}", resource.getClass().getName(), e);
    }
    LOG.info(
        "Stopped. resource={} ms={}",
        resource.getClass().getSimpleName(),
        (System.nanoTime() - began) / 1_000_000);
  }
}
