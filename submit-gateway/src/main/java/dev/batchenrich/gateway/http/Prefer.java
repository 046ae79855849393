package dev.batchenrich.gateway.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240), of which {@code wait} is understood. */
final class Prefer {

  private static final long LONGEST_WAIT_SECONDS = 60;

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|,)\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

  private Prefer() {}

  /** How long the answer may take, a minute at most; null if nothing is said of it. */
  static @Nullable Duration waiting(Context request) {
    return waiting(String.join(",", Collections.list(request.req().getHeaders("Prefer"))));
  }

  static @Nullable Duration waiting(String header) {
    var wait = WAIT.matcher(header);
    return wait.find()
        ? Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(wait.group(1))))
        : null;
  }
}
