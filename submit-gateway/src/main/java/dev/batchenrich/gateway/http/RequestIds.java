package dev.batchenrich.gateway.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names every request, after the caller's own name for it if that is fit to be logged. */
final class RequestIds {

  static final String HEADER = "x-request-id";

  private static final Pattern SANE = Pattern.compile("[!-~]{1,128}");

  private RequestIds() {}

  static void assign(Context request) {
    var given = request.header(HEADER);
    var isSane = given != null && SANE.matcher(given).matches();
    var id = isSane ? given : UUID.randomUUID().toString();
    request.header(HEADER, id);
    LogContext.name(id);
  }

  static String of(Context request) {
    return String.valueOf(request.res().getHeader(HEADER));
  }
}
