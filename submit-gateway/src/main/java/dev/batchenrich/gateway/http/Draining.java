package dev.batchenrich.gateway.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server without an error for those who send requests: first it only asks for no more, by
 * its readiness and by {@code Connection: close}, then it takes no more connections and waits until
 * the last request is answered.
 *
 * <p>Jetty's own handler for this refuses the requests that come on connections it still has.
 */
final class Draining extends Handler.Wrapper {

  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

  /** A request that was sent before its connection is closed is answered. */
  private static final long IDLE_MILLIS = 1_000;

  private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean begun;

  boolean hasBegun() {
    return begun;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    busy.add(endPoint);
    Request.addCompletionListener(request, failure -> busy.remove(endPoint));
    if (begun) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    return super.handle(request, response, callback);
  }

  /**
   * Returns when no request is under way any more, or it has taken {@code grace}.
   *
   * @param delay until then requests are asked for no more, and taken; an interrupt ends it early
   */
  void run(Server server, Duration delay, Duration grace) {
    begun = true;
    try {
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      LOG.info("stopping without further delay");
    }
    try {
      var ended = Arrays.stream(server.getConnectors()).map(this::end);
      CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new))
          .get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("requests are broken off: count={} grace={}", busy.size(), grace);
    } catch (ExecutionException e) {
      throw new IllegalStateException("connections cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on every answer is the last of its connection, as Jetty does it. */
  private CompletableFuture<Void> end(Connector connector) {
    var ended = connector.shutdown();
    connector.getConnectedEndPoints().stream()
        .filter(endPoint -> !busy.contains(endPoint))
        .forEach(endPoint -> endPoint.setIdleTimeout(IDLE_MILLIS));
    return ended;
  }
}
