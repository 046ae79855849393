package dev.batchenrich.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for processes that come back to them. */
final class Ports {

  /**
   * Below those that the system hands out: a connection may not take the port of a dead process.
   */
  private static final int FIRST = 20_000;

  private static final int AFTER_LAST = 32_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** One that nobody listens at, and that nobody else was given. */
  static int free() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
      if (!GIVEN.add(port)) {
        continue;
      }
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken.
      }
    }
  }
}
