package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.metrics.GatewayMetrics;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Counts and times every request that is answered, also those that reach no route.
 *
 * <p>Labels are of a bounded number whatever is sent: the template of the route, methods that
 * exist.
 */
record RequestTimes(GatewayMetrics metrics) implements RequestLog {

  private static final String ROUTE = RequestTimes.class.getName() + ".route";
  private static final String HELD_BACK = RequestTimes.class.getName() + ".held-back";
  private static final String UNMATCHED = "unmatched";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** Remembers which route a request has taken. */
  static void remember(Context request) {
    var endpoint = request.endpoints().matchedHttpEndpoint();
    request.attribute(ROUTE, endpoint == null ? UNMATCHED : endpoint.path);
  }

  /** Leaves out the time for which the caller wanted the answer held back. */
  static void heldBack(Context request, long nanos) {
    request.attribute(HELD_BACK, nanos);
  }

  @Override
  public void log(Request request, Response response) {
    var route = request.getAttribute(ROUTE);
    var method = request.getMethod();
    var heldBack = request.getAttribute(HELD_BACK) instanceof Long nanos ? nanos : 0;
    metrics.answered(
        METHODS.contains(method) ? method : "other",
        route == null ? UNMATCHED : route.toString(),
        response.getStatus(),
        Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime() - heldBack));
  }
}
