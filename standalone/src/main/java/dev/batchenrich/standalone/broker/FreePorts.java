package dev.batchenrich.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two different ports that were free on loopback a moment ago. */
record FreePorts(int first, int second) {

  static FreePorts find() {
    try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new FreePorts(first.getLocalPort(), second.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
