package dev.batchenrich.contract.webhook;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** All addresses that begin with the same bits. */
record AddressBlock(InetAddress first, int prefixLength) {

  /** Reads {@code 10.0.0.0/8} or {@code fc00::/7}. */
  static AddressBlock parse(String text) {
    var slash = text.indexOf('/');
    try {
      return new AddressBlock(
          InetAddress.getByName(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'%s' is no block of addresses".formatted(text), e);
    }
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && prefix(address).equals(prefix(first));
  }

  private BigInteger prefix(InetAddress address) {
    var bytes = address.getAddress();
    return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - prefixLength);
  }
}
