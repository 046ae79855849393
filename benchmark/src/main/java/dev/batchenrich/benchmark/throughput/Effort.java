package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.peer.Peer;

/**
 * How much is measured.
 *
 * @param jobs of each round
 * @param rounds of which the median counts, at least {@value #FEWEST_ROUNDS}
 * @param warmUpJobs of each round before
 * @param warmUpSeconds for how long such rounds are begun at most: they end when {@value
 *     #ROUNDS_NOT_FASTER} in a row are not faster
 * @param peersWithOurDeflate how many of the peers, the fastest, are measured with our deflate, too
 */
public record Effort(
    int jobs, int rounds, int warmUpJobs, int warmUpSeconds, int peersWithOurDeflate) {

  public static final int FEWEST_ROUNDS = 3;

  static final int ROUNDS_NOT_FASTER = 2;

  /** Of the best time before. */
  static final double FASTER = 0.95;

  public Effort {
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be at least %d, are %d".formatted(FEWEST_ROUNDS, rounds));
    }
  }

  /** A million identifiers in each round. */
  public static Effort full(int rounds) {
    return new Effort(100, rounds, 20, 40, Peer.values().length);
  }

  /** As little as tells the contestants apart. */
  public static Effort quick(int rounds) {
    return new Effort(10, rounds, 5, 10, 1);
  }
}
