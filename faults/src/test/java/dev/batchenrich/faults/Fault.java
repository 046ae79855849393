package dev.batchenrich.faults;

import java.time.Duration;

/**
 * Something that breaks for a while.
 *
 * @param kind what happens, a few words
 * @param target whom it happens to
 * @param lasts how long
 * @param begin breaks it
 * @param end mends it
 */
record Fault(String kind, String target, Duration lasts, Step begin, Step end) {

  /** Something done to processes or networks. */
  interface Step {
    void take() throws Exception;
  }
}
