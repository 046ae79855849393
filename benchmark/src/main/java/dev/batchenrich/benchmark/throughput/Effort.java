package dev.batchenrich.benchmark.throughput;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param jobs of each round
 * @param rounds of which the median counts, at least {@value #FEWEST_ROUNDS}
 * @param warmUpJobs of each round before
 * @param warmUp for how long such rounds are begun
 */
public record Effort(int jobs, int rounds, int warmUpJobs, Duration warmUp) {

  public static final int FEWEST_ROUNDS = 3;

  public Effort {
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be at least %d, are %d".formatted(FEWEST_ROUNDS, rounds));
    }
  }

  /** A million identifiers in each round. */
  public static Effort full(int rounds) {
    return new Effort(100, rounds, 20, Duration.ofSeconds(10));
  }

  /** As little as tells the contestants apart. */
  public static Effort quick(int rounds) {
    return new Effort(10, rounds, 10, Duration.ofSeconds(2));
  }
}
