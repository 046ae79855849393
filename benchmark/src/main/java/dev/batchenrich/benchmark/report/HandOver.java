package dev.batchenrich.benchmark.report;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads that hand a number over to each other as fast as they can. A server hands work over
 * all the time, and on a virtual machine this takes several times as long in some hours as in
 * others.
 */
public final class HandOver {

  private static final int TRIES = 5;
  private static final int TIMES = 100_000;

  private final AtomicInteger done = new AtomicInteger();

  private HandOver() {}

  /** What it takes once, in nanoseconds, the median of a few tries; 0 where there is one core. */
  public static long nanos() throws InterruptedException {
    if (Runtime.getRuntime().availableProcessors() == 1) {
      return 0;
    }
    var tries = new ArrayList<Double>();
    for (var i = 0; i < TRIES; i++) {
      tries.add(new HandOver().nanosOfOne());
    }
    return Math.round(Spread.of(tries).median());
  }

  private double nanosOfOne() throws InterruptedException {
    var other = new Thread(() -> takeTurns(1), "hand-over");
    other.start();
    var began = System.nanoTime();
    takeTurns(0);
    other.join();
    return (System.nanoTime() - began) / (double) TIMES;
  }

  /** Takes every second turn, beginning with {@code first}. */
  private void takeTurns(int first) {
    for (var turn = first; turn < TIMES; turn += 2) {
      while (done.get() != turn) {
        Thread.onSpinWait();
      }
      done.set(turn + 1);
    }
  }
}
