package dev.batchenrich.pipeline.post;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.concurrent.FutureContribution;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections that nobody has to wait for, whatever a receiver does.
 *
 * <p>Each new connection begins on a thread of its own: that is when the name of the host is looked
 * up, which blocks for as long as its owner's name server likes.
 *
 * <p>A step that is cancelled takes back what came of it. The client forgets to cancel the second
 * step of an exchange (to connect, or to send) if the first (to lease) succeeds at once, because it
 * then notes the first after the second.
 */
final class Connections implements AsyncClientConnectionManager {

  private final AsyncClientConnectionManager pool;
  private final ExecutorService threads;
  private final Map<AsyncConnectionEndpoint, Future<?>> connecting = new ConcurrentHashMap<>();

  /**
   * @param maxThreads at a time; a look-up may outlast the post that wanted it
   */
  Connections(AsyncClientConnectionManager pool, int maxThreads) {
    this.pool = pool;
    threads =
        new ThreadPoolExecutor(
            0,
            maxThreads,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("webhook-connect", true));
  }

  @Override
  public Future<AsyncConnectionEndpoint> lease(
      String id,
      HttpRoute route,
      @Nullable Object state,
      Timeout timeout,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    var lease = new Step(callback);
    lease.waitFor(pool.lease(id, route, state, timeout, lease.outcome()));
    return lease;
  }

  @Override
  public Future<AsyncConnectionEndpoint> connect(
      AsyncConnectionEndpoint endpoint,
      ConnectionInitiator initiator,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    var connect = new Step(callback);
    connecting.put(endpoint, connect);
    try {
      threads.execute(
          () -> {
            try {
              connect.waitFor(
                  pool.connect(
                      endpoint, initiator, timeout, attachment, context, connect.outcome()));
            } catch (RuntimeException e) {
              connect.failed(e);
            }
          });
    } catch (RejectedExecutionException e) {
      connect.failed(e);
    }
    return connect;
  }

  @Override
  public void release(
      AsyncConnectionEndpoint endpoint, @Nullable Object state, TimeValue validDuration) {
    connecting.remove(endpoint);
    pool.release(endpoint, state, validDuration);
  }

  @Override
  public void upgrade(
      AsyncConnectionEndpoint endpoint, @Nullable Object attachment, HttpContext context) {
    pool.upgrade(endpoint, attachment, context);
  }

  @Override
  public void close(CloseMode mode) {
    threads.shutdownNow();
    pool.close(mode);
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  private void giveUp(AsyncConnectionEndpoint endpoint) {
    var connect = connecting.remove(endpoint);
    if (connect != null) {
      connect.cancel(true);
    }
    endpoint.close(CloseMode.IMMEDIATE);
  }

  /** Of an exchange: to lease an endpoint, or to connect it. */
  private final class Step extends BasicFuture<AsyncConnectionEndpoint> {

    private volatile @Nullable Future<?> work;
    private volatile @Nullable AsyncConnectionEndpoint outcome;

    Step(FutureCallback<AsyncConnectionEndpoint> callback) {
      super(callback);
    }

    void waitFor(Future<?> work) {
      this.work = work;
      if (isCancelled()) {
        work.cancel(true);
      }
    }

    FutureCallback<AsyncConnectionEndpoint> outcome() {
      return new FutureContribution<>(this) {
        @Override
        public void completed(AsyncConnectionEndpoint endpoint) {
          outcome = endpoint;
          if (!Step.this.completed(endpoint)) {
            giveUp(endpoint);
            release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
          }
        }
      };
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      var isFirst = super.cancel(mayInterrupt);
      if (isFirst && work != null) {
        work.cancel(mayInterrupt);
      }
      if (!isFirst && outcome != null) {
        giveUp(outcome);
      }
      return isFirst;
    }
  }
}
