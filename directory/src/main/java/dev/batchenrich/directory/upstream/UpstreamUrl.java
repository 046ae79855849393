package dev.batchenrich.directory.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where an upstream is reached. */
final class UpstreamUrl {

  private UpstreamUrl() {}

  static boolean isUpstream(String uri) {
    var lowerCase = uri.toLowerCase(Locale.ROOT);
    return lowerCase.startsWith("https:") || lowerCase.startsWith("http:");
  }

  /**
   * What paths are appended to: {@code uri} without slashes at its end.
   *
   * @throws IllegalArgumentException saying in one line what it must be; it does not repeat the
   *     URI, which may hold a password by mistake
   */
  static URI parse(String uri) {
    try {
      var parsed = new URI(uri.replaceFirst("/+$", ""));
      if (parsed.getHost() != null
          && parsed.getRawUserInfo() == null
          && parsed.getRawQuery() == null
          && parsed.getRawFragment() == null) {
        return parsed;
      }
    } catch (URISyntaxException e) {
      // The exception repeats the URI, so it is not passed on.
      throw new IllegalArgumentException("directory must be a URL, is none: " + e.getReason());
    }
    throw new IllegalArgumentException(
        "directory must be https://<host>/<path>, without user info, query or fragment");
  }
}
