package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.auth.Unauthorized;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From exceptions to error answers. */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final String INTERNAL = "The request failed through no fault of yours";

  private Failures() {}

  static void define(RoutesConfig routes) {
    routes.exception(Refusal.class, (refusal, request) -> answer(request, refusal));
    routes.exception(Unauthorized.class, (unauthorized, request) -> answer(request, unauthorized));
    routes.exception(
        NotFoundResponse.class, (e, request) -> answer(request, NotFound.of(request.path())));
    routes.exception(MethodNotAllowedResponse.class, Failures::methodNotAllowed);
    routes.exception(Exception.class, Failures::internalError);
  }

  /** Requests that are refused before they reach a route, as HTTP that is malformed. */
  static boolean beforeRouting(Request request, Response response, Callback callback) {
    var status = response.getStatus();
    var type =
        Arrays.stream(ErrorType.values())
            .filter(candidate -> candidate.status() == status)
            .findFirst()
            .orElse(status < 500 ? ErrorType.INVALID_REQUEST : ErrorType.INTERNAL_ERROR);
    var message =
        switch (type) {
          case UNAVAILABLE -> "The server is shutting down; nothing was accepted";
          case INTERNAL_ERROR -> INTERNAL;
          default -> "The request is not acceptable HTTP";
        };
    // Jetty ends the connection then, but takes a request that it cannot read for HTTP/1.0, whose
    // clients need not be told: others would send their next request on a connection that is gone.
    response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    if (type.retryAfter() != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, type.retryAfter().toSeconds());
    }
    response.write(true, ByteBuffer.wrap(ErrorAnswer.json(type, message)), callback);
    return true;
  }

  private static void answer(Context request, Refusal refusal) {
    var type = refusal.type();
    if (type.retryAfter() != null && request.res().getHeader("Retry-After") == null) {
      request.header("Retry-After", Long.toString(type.retryAfter().toSeconds()));
    }
    Answers.json(
        request, type.status(), ErrorAnswer.json(type, refusal.message(), refusal.metadata()));
  }

  private static void answer(Context request, Unauthorized unauthorized) {
    request.header("WWW-Authenticate", "Bearer");
    Answers.json(request, 401, new Message(String.valueOf(unauthorized.getMessage())));
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context request) {
    var allowed = String.join(", ", e.getDetails().values());
    request.header("Allow", allowed);
    answer(
        request,
        new Refusal(
            ErrorType.METHOD_NOT_ALLOWED,
            "%s is not allowed here; allowed: %s".formatted(request.method().name(), allowed)));
  }

  private static void internalError(Exception e, Context request) {
    LOG.error(
        "request failed: method={} path={} request_id={}",
        request.method(),
        request.path(),
        RequestIds.of(request),
        e);
    if (!request.res().isCommitted()) {
      answer(request, new Refusal(ErrorType.INTERNAL_ERROR, INTERNAL));
    }
  }

  private record Message(String message) {}
}
