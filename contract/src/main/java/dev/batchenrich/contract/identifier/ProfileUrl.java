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
  private static final Pattern PERSON = Pattern.compile("in/([^/\\s]+)/*");
  private static final Pattern COMPANY = Pattern.compile("company/([^/\\s]+)/*");

  /** People may be addressed by an opaque id, in which case matters. */
  private static final String OPAQUE_ID = "ACoAA";

  private ProfileUrl() {}

  static @Nullable String normalise(Entity entity, String text) {
    var url = URL.matcher(text.strip());
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

  /** A {@code +} in a path is a plus sign, not a space. */
  private static @Nullable String decode(String path) {
    try {
      return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
