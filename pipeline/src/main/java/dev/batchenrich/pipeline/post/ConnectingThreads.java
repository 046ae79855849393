package dev.batchenrich.pipeline.post;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.ComplexFuture;
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
 * A connection manager that begins each new connection on a thread of its own: that is when the
 * name of the host is looked up, which blocks for as long as its owner's name server likes.
 * Otherwise it would block the caller, or the thread that serves all connections.
 */
final class ConnectingThreads implements AsyncClientConnectionManager {

  private final AsyncClientConnectionManager connections;
  private final ExecutorService threads;

  /**
   * @param max threads at a time; a look-up may outlast the post that wanted it
   */
  ConnectingThreads(AsyncClientConnectionManager connections, int max) {
    this.connections = connections;
    threads =
        new ThreadPoolExecutor(
            0,
            max,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("webhook-connect", true));
  }

  @Override
  public Future<AsyncConnectionEndpoint> connect(
      AsyncConnectionEndpoint endpoint,
      ConnectionInitiator initiator,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    var connected = new ComplexFuture<>(callback);
    var forward =
        new FutureContribution<AsyncConnectionEndpoint>(connected) {
          @Override
          public void completed(AsyncConnectionEndpoint result) {
            connected.completed(result);
          }
        };
    try {
      threads.execute(
          () -> {
            try {
              connected.setDependency(
                  connections.connect(endpoint, initiator, timeout, attachment, context, forward));
            } catch (RuntimeException e) {
              connected.failed(e);
            }
          });
    } catch (RejectedExecutionException e) {
      connected.failed(e);
    }
    return connected;
  }

  @Override
  public Future<AsyncConnectionEndpoint> lease(
      String id,
      HttpRoute route,
      @Nullable Object state,
      Timeout timeout,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    return connections.lease(id, route, state, timeout, callback);
  }

  @Override
  public void release(
      AsyncConnectionEndpoint endpoint, @Nullable Object state, TimeValue validDuration) {
    connections.release(endpoint, state, validDuration);
  }

  @Override
  public void upgrade(
      AsyncConnectionEndpoint endpoint, @Nullable Object attachment, HttpContext context) {
    connections.upgrade(endpoint, attachment, context);
  }

  @Override
  public void close(CloseMode mode) {
    threads.shutdownNow();
    connections.close(mode);
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }
}
