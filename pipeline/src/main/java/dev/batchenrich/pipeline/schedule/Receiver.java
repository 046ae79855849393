package dev.batchenrich.pipeline.schedule;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Whom a webhook goes to: a host and a port. */
public final class Receiver {

  private Receiver() {}

  /** Its name, {@code host:port}; empty for all URLs that name none. */
  public static String of(String url) {
    try {
      var parsed = new URI(url);
      if (parsed.getHost() == null || parsed.getScheme() == null) {
        return "";
      }
      var isSecure = parsed.getScheme().equalsIgnoreCase("https");
      var port = parsed.getPort() >= 0 ? parsed.getPort() : isSecure ? 443 : 80;
      return parsed.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
