package dev.batchenrich.benchmark.micro;

import org.openjdk.jmh.results.RunResult;

/**
 * What a part takes.
 *
 * @param part a class of this package and its method
 * @param error half of the interval that holds the true mean with a probability of 99.9 %
 */
record PartTime(String part, double nanosecondsPerIdentifier, double error) {

  static PartTime of(RunResult result) {
    var benchmark = result.getParams().getBenchmark();
    var time = result.getPrimaryResult();
    return new PartTime(
        benchmark.substring(Parts.class.getPackageName().length() + 1),
        time.getScore(),
        time.getScoreError());
  }
}
