package dev.batchenrich.contract.identifier;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Domains, also when they come as the address of a web page: the host without {@code www.}, as
 * A-labels.
 */
final class Domain {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z][a-z0-9+.-]*://)?(?:www\\.)?([^/:?#@\\s]+?)\\.?(?::\\d*)?(?:[/?#].*)?",
          Pattern.DOTALL);
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");

  private Domain() {}

  static @Nullable String normalise(String text) {
    var address = ADDRESS.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!address.matches()) {
      return null;
    }
    try {
      var domain = IDN.toASCII(address.group(1), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return DOMAIN.matcher(domain).matches() ? domain : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
