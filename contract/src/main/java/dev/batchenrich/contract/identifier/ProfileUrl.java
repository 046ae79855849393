package dev.batchenrich.contract.identifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Profile URLs: {@code /in/<slug>} of people, {@code /company/<slug>} of companies, without the
 * rest.
 */
final class ProfileUrl {

  private static final Pattern URL =
      Pattern.compile(
          "(?:https?://)?(?:(?:www|m|[a-z]{2})\\.)?linkedin\\.com(?::(?:80|443))?/([^?#]*)(?:[?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PERSON = Pattern.compile("in/([^/\\s]++)/*");
  private static final Pattern COMPANY = Pattern.compile("company/([^/\\s]++)/*");

  /** People may be addressed by an opaque id, in which case matters. */
  private static final String OPAQUE_ID = "ACoAA";

  /** What Java's decoder puts in the place of bytes that are no UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private ProfileUrl() {}

  static @Nullable String normalise(Entity entity, String text) {
    var url = URL.matcher(Text.trim(text));
    if (!url.matches()) {
      return null;
    }
    var path = decode(url.group(1));
    if (path == null) {
      return null;
    }
    var profile = (entity == Entity.PERSON ? PERSON : COMPANY).matcher(path);
    if (!profile.matches()) {
      return null;
    }
    var slug = profile.group(1);
    var opaque = entity == Entity.PERSON && slug.startsWith(OPAQUE_ID);
    return opaque ? slug : slug.toLowerCase(Locale.ROOT);
  }

  /** Null for what is no encoding, or of no UTF-8. A {@code +} in a path is itself, not a space. */
  private static @Nullable String decode(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    try {
      var decoded = URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
      return decoded.indexOf(REPLACEMENT) < 0 ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
