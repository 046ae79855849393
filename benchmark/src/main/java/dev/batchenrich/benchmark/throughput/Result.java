package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.report.HandOver;
import dev.batchenrich.benchmark.report.Spread;
import java.util.List;

/**
 * What a contender came to.
 *
 * @param kind what it is to us: bare, ours or peer
 * @param warmUpSeconds for how long it did the same before the rounds
 * @param cpuSecondsPerMillion of its process, the median of the rounds
 * @param bytesOut of the files of a round
 * @param handOverNanos what it took to {@linkplain HandOver hand something over} before the rounds,
 *     the median
 */
record Result(
    String name,
    String kind,
    String fields,
    String deflate,
    double warmUpSeconds,
    Spread identifiersPerSecond,
    double cpuSecondsPerMillion,
    long peakMemoryBytes,
    long bytesOut,
    double handOverNanos,
    String whenKilled) {

  /** What all jobs of a round took. */
  record Round(
      int identifiers, double seconds, double cpuSeconds, long bytesOut, double handOverNanos) {

    double identifiersPerSecond() {
      return Math.rint(identifiers / seconds);
    }

    double cpuSecondsPerMillion() {
      return Math.rint(cpuSeconds * 1e7 / identifiers) / 10;
    }
  }

  static Result of(
      Contender contender, double warmUpSeconds, List<Round> rounds, long peakMemoryBytes) {
    return new Result(
        contender.name(),
        contender.kind().toString(),
        contender.fields().toString(),
        contender.deflate().toString(),
        Math.rint(warmUpSeconds),
        Spread.of(rounds.stream().map(Round::identifiersPerSecond).toList()),
        Spread.of(rounds.stream().map(Round::cpuSecondsPerMillion).toList()).median(),
        peakMemoryBytes,
        rounds.get(0).bytesOut,
        Spread.of(rounds.stream().map(Round::handOverNanos).toList()).median(),
        contender.whenKilled());
  }
}
