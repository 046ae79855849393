package dev.batchenrich.benchmark.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How often a part is measured.
 *
 * @param forks JVMs, one after the other; 0 for this one
 * @param warmUps of each JVM, which do not count
 * @param iterations of each JVM, which do
 * @param milliseconds of each of both
 */
public record Repetition(int forks, int warmUps, int iterations, int milliseconds) {

  /** All parts in about 5 minutes. */
  public static final Repetition FULL = new Repetition(2, 2, 3, 1_000);

  /** All parts in about 2 minutes. */
  public static final Repetition QUICK = new Repetition(1, 2, 3, 500);

  ChainedOptionsBuilder options() {
    return new OptionsBuilder()
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(forks)
        .warmupIterations(warmUps)
        .warmupTime(TimeValue.milliseconds(milliseconds))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.milliseconds(milliseconds));
  }
}
