package dev.batchenrich.pipeline.post;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;

/** Names of hosts and their addresses, as a test needs them. */
final class FakeNames implements DnsResolver {

  private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> hanging = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  void set(String host, String... literals) throws UnknownHostException {
    var list = new ArrayList<InetAddress>();
    for (var literal : literals) {
      list.add(InetAddress.getByName(literal));
    }
    addresses.put(host, List.copyOf(list));
  }

  /** Look-ups of {@code host} do not return before this is completed. */
  CompletableFuture<Void> hang(String host) {
    return hanging.computeIfAbsent(host, name -> new CompletableFuture<>());
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    asked.add(host);
    var release = hanging.get(host);
    if (release != null) {
      // Not to be interrupted, as the look-ups of the system.
      release.join();
    }
    var known = addresses.get(host);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    return known.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
