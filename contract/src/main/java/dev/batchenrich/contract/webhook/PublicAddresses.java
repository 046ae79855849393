package dev.batchenrich.contract.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are those of single hosts on the public internet: all but the blocks that IANA's
 * registries name as not globally reachable, and what would only lead to such addresses.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4 Special-Purpose
 *     Address Registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 Special-Purpose
 *     Address Registry</a>
 */
final class PublicAddresses {

  /** All IPv6 addresses that were ever handed out to be reached from everywhere. */
  private static final AddressBlock GLOBAL_UNICAST = AddressBlock.parse("2000::/3");

  /** The IPv4 address in its last 32 bits is where a translator sends the packets (RFC 6052). */
  private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");

  private static final List<AddressBlock> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8", // this network, RFC 791
              "10.0.0.0/8", // private, RFC 1918
              "100.64.0.0/10", // carrier-grade NAT, RFC 6598
              "127.0.0.0/8", // loopback, RFC 1122
              "168.63.129.16/32", // metadata and health of Azure's machines; in no registry
              "169.254.0.0/16", // link-local, RFC 3927; metadata of most clouds
              "172.16.0.0/12", // private, RFC 1918
              "192.0.0.0/24", // IETF protocol assignments, RFC 6890
              "192.0.2.0/24", // documentation, RFC 5737
              "192.88.99.0/24", // relays of 6to4, RFC 7526
              "192.168.0.0/16", // private, RFC 1918
              "198.18.0.0/15", // benchmarks, RFC 2544
              "198.51.100.0/24", // documentation, RFC 5737
              "203.0.113.0/24", // documentation, RFC 5737
              "224.0.0.0/4", // multicast, RFC 5771
              "240.0.0.0/4", // reserved, RFC 1112, and the broadcast address
              "2001::/23", // IETF protocol assignments, RFC 2928: Teredo, benchmarks, ORCHID
              "2001:db8::/32", // documentation, RFC 3849
              "2002::/16", // 6to4, RFC 3056: ends at any IPv4 address, through relays long gone
              "3fff::/20") // documentation, RFC 9637
          .map(AddressBlock::parse)
          .toList();

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    var reached = NAT64.contains(address) ? lastFourBytes(address) : address;
    return (reached instanceof Inet4Address || GLOBAL_UNICAST.contains(reached))
        && NOT_PUBLIC.stream().noneMatch(block -> block.contains(reached));
  }

  private static InetAddress lastFourBytes(InetAddress address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
