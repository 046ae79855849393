package dev.batchenrich.gateway.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** What is logged while a request is handled names it; what is logged after that does not. */
final class LogContext extends Handler.Wrapper {

  private static final String REQUEST_ID = "request_id";

  static void name(String requestId) {
    MDC.put(REQUEST_ID, requestId);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try {
      return super.handle(request, response, callback);
    } finally {
      MDC.clear();
    }
  }
}
