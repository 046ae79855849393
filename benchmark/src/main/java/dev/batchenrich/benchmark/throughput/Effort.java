package dev.batchenrich.benchmark.throughput;

/**
 * How much is measured.
 *
 * @param jobs of each round
 * @param rounds of which the median counts, at least {@value #FEWEST_ROUNDS}
 * @param warmUpJobs of each round before
 * @param warmUpSeconds for how long such rounds are begun at most, alike for all contestants
 * @param peersWithOurDeflate how many of the peers, the fastest, are measured with our deflate, too
 * @param isJdkBare whether the bare loop is measured with the JDK's deflate, too
 * @param isProcessShared whether contenders of one kind share a process, one after the other,
 *     instead of having one each
 */
public record Effort(
    int jobs,
    int rounds,
    int warmUpJobs,
    int warmUpSeconds,
    int peersWithOurDeflate,
    boolean isJdkBare,
    boolean isProcessShared) {

  public static final int FEWEST_ROUNDS = 3;

  public Effort {
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be at least %d, are %d".formatted(FEWEST_ROUNDS, rounds));
    }
  }

  /** A million identifiers in each round. */
  public static Effort full(int rounds) {
    return new Effort(100, rounds, 100, 540, 2, true, false);
  }

  /** As little as tells the contestants apart: nobody is warm. */
  public static Effort quick(int rounds) {
    return new Effort(20, rounds, 8, 4, 1, false, true);
  }
}
