package dev.batchenrich.contract.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.message.Batch;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks may go: to ports of a list, on hosts of the public internet. A name tells little
 * about the address behind it, and that may change at any time, so a URL without objection says
 * only that it might be delivered; every address has to be asked for when it is connected to.
 *
 * @param ports what a URL may name or imply
 * @param allowsPrivate for development: every address of a single host, every name and port
 */
public record WebhookTargets(List<PortRange> ports, boolean allowsPrivate) implements Serializable {

  /** The ports of the web, and all that need no rights of the system to be listened on. */
  public static final String DEFAULT_PORTS = "80,443,1024-65535";

  private static final List<PortRange> ALL_PORTS = List.of(new PortRange(1, PortRange.MAX_PORT));

  /** Of a name in the DNS, RFC 1035. */
  private static final int MAX_HOST_LENGTH = 253;

  /**
   * Names under these belong to the machine or the network at hand and can never be public: RFC
   * 6761, RFC 6762, RFC 8375 and ICANN's resolution of 29 July 2024. Names such as {@code .example}
   * or {@code .test} merely lead nowhere.
   */
  private static final Set<String> PRIVATE_DOMAINS =
      Set.of("localhost", "local", "home.arpa", "internal");

  public WebhookTargets {
    ports = List.copyOf(ports);
  }

  /**
   * Targets on the {@code ports}, numbers and ranges with commas between.
   *
   * @throws IllegalArgumentException naming the part of the list that is none
   */
  public static WebhookTargets of(String ports, boolean allowsPrivate) {
    var ranges = Arrays.stream(ports.split(",", -1)).map(WebhookTargets::range).toList();
    return new WebhookTargets(ranges, allowsPrivate);
  }

  /** The ports as {@link #of} takes them. */
  public String portList() {
    return ports.stream().map(PortRange::toString).collect(Collectors.joining(","));
  }

  private static PortRange range(String text) {
    try {
      return PortRange.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("webhook ports must be numbers from 1 to %d or ascending ranges of them, as in %s;"
                  + " '%s' is neither")
              .formatted(PortRange.MAX_PORT, DEFAULT_PORTS, text),
          e);
    }
  }

  /**
   * Why nothing can ever be delivered to {@code url}, in words that follow its name: {@code must be
   * an absolute http or https URL}. Null if something may be.
   */
  public @Nullable String objectionTo(String url) {
    if (url.length() > Batch.MAX_WEBHOOK_URL_LENGTH) {
      return "must be at most %,d characters long".formatted(Batch.MAX_WEBHOOK_URL_LENGTH);
    }
    var parsed = parse(url);
    if (parsed == null) {
      return "must be an absolute http or https URL whose host is a domain name or an IP address";
    }
    if (parsed.getRawUserInfo() != null) {
      return "must be without user info";
    }
    var port = port(parsed);
    var allowed = allowsPrivate ? ALL_PORTS : ports;
    if (allowed.stream().noneMatch(range -> range.contains(port))) {
      return "must use a port of %s, uses %d"
          .formatted(
              allowed.stream().map(PortRange::toString).collect(Collectors.joining(", ")), port);
    }
    return objectionToHost(parsed.getHost().toLowerCase(Locale.ROOT));
  }

  /** Whether a connection to the address may be made. */
  public boolean permits(InetAddress address) {
    return allowsPrivate ? isUnicast(address) : PublicAddresses.contains(address);
  }

  /** Null for what is no absolute URL of the web with a host in ASCII. */
  private static @Nullable URI parse(String url) {
    // A half surrogate pair has no encoding, so it could not be sent.
    if (!UTF_8.newEncoder().canEncode(url)) {
      return null;
    }
    try {
      var parsed = new URI(url);
      var isWeb =
          "http".equalsIgnoreCase(parsed.getScheme())
              || "https".equalsIgnoreCase(parsed.getScheme());
      return isWeb && parsed.getHost() != null ? parsed : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private @Nullable String objectionToHost(String host) {
    var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.length() > MAX_HOST_LENGTH) {
      return "must name a host of at most %d characters".formatted(MAX_HOST_LENGTH);
    }
    if (!AddressLiteral.isAddress(name)) {
      return allowsPrivate || mayBePublic(name) ? null : notAllowed(name);
    }
    var address = AddressLiteral.read(name);
    if (address == null) {
      return "must name an IP address as four decimal numbers, or as IPv6 in brackets without zone,"
          + " names '%s'".formatted(name);
    }
    return permits(address) ? null : notAllowed(name);
  }

  private String notAllowed(String host) {
    return "must name a %s host, names '%s'".formatted(allowsPrivate ? "single" : "public", host);
  }

  /** A name without dots is completed from the network at hand, if it is known at all. */
  private static boolean mayBePublic(String name) {
    return name.indexOf('.') >= 0
        && PRIVATE_DOMAINS.stream()
            .noneMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
  }

  private static boolean isUnicast(InetAddress address) {
    return !address.isMulticastAddress()
        && !address.isAnyLocalAddress()
        && !address.getHostAddress().equals("255.255.255.255");
  }
}
