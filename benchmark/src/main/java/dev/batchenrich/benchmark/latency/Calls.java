package dev.batchenrich.benchmark.latency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Calls to something, counted as they begin and end. */
final class Calls {

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicLong ended = new AtomicLong();

  void begin() {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
  }

  void end() {
    underWay.decrementAndGet();
    ended.incrementAndGet();
  }

  /** That were under way at a time, at most, so far. */
  int most() {
    return most.get();
  }

  /** That have ended so far. */
  long ended() {
    return ended.get();
  }
}
