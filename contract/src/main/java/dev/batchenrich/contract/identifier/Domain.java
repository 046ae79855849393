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

  private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]*+:)?//");
  private static final Pattern PATH = Pattern.compile("[/?#]");
  private static final Pattern PORT = Pattern.compile(":[0-9]*+$");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");

  private static final int MAX_LENGTH = 253;
  private static final String WWW = "www.";

  private Domain() {}

  static @Nullable String normalise(String text) {
    var address = SCHEME.matcher(Text.trim(text).toLowerCase(Locale.ROOT)).replaceFirst("");
    var host = PORT.matcher(PATH.split(address, 2)[0]).replaceFirst("");
    var domain = toAscii(host);
    if (domain.endsWith(".")) {
      domain = domain.substring(0, domain.length() - 1);
    }
    if (domain.startsWith(WWW) && domain.indexOf('.', WWW.length()) > 0) {
      domain = domain.substring(WWW.length());
    }
    return isDomain(domain) ? domain : null;
  }

  /** The A-labels of {@code host}; empty if it has none. */
  private static String toAscii(String host) {
    if (host.length() > MAX_LENGTH) {
      return "";
    }
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isDomain(String domain) {
    if (domain.length() > MAX_LENGTH || domain.indexOf('.') < 0) {
      return false;
    }
    for (var label : domain.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }
}
