package dev.batchenrich.contract.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as they are written in URLs. */
final class AddressLiteral {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern DOTTED = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

  /** No top-level domain is a number, so this is meant as an IPv4 address, in whatever notation. */
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

  private AddressLiteral() {}

  /** True for what may be read as an address and not only as a name. */
  static boolean isAddress(String host) {
    return host.startsWith("[") || ENDS_IN_NUMBER.matcher(host).matches();
  }

  /**
   * The address of a host in the one notation that all programs read alike, else null. Of {@code
   * 0177.0.0.1}, {@code 127.1} or {@code 0x7f000001} some make one address, others another or none;
   * a zone of an IPv6 address has a meaning on one machine only. Nothing is looked up.
   */
  static @Nullable InetAddress read(String host) {
    var isIpv6 = host.startsWith("[") && host.indexOf('%') < 0;
    if (!isIpv6 && !DOTTED.matcher(host).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
