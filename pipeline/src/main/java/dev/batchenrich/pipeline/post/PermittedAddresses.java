package dev.batchenrich.pipeline.post;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Finds only addresses that may be connected to. The client asks it for every new connection, for
 * addresses in URLs as well, and connects to what it answers without another look-up.
 */
final class PermittedAddresses implements DnsResolver {

  private final DnsResolver all;
  private final WebhookTargets targets;

  PermittedAddresses(DnsResolver all, WebhookTargets targets) {
    this.all = all;
    this.targets = targets;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    @Nullable InetAddress[] found = all.resolve(host);
    if (found == null || found.length == 0) {
      throw new UnknownHostException(host);
    }
    var permitted = Arrays.stream(found).filter(targets::permits).toArray(InetAddress[]::new);
    if (permitted.length == 0) {
      throw new NoneException(host);
    }
    return permitted;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** The host has addresses, but none that may be connected to. */
  static final class NoneException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    NoneException(String host) {
      super(host);
    }
  }
}
