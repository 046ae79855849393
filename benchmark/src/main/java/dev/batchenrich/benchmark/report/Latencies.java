package dev.batchenrich.benchmark.report;

import java.util.List;

/**
 * How long each of many took.
 *
 * @param p50 milliseconds that half of them needed at most
 * @param p99 milliseconds that all but one in a hundred needed at most
 */
public record Latencies(double p50, double p99) {

  /** Of such times in milliseconds, of which there is at least one. */
  public static Latencies of(List<Double> milliseconds) {
    if (milliseconds.isEmpty()) {
      throw new IllegalArgumentException("milliseconds must not be empty");
    }
    var ascending = milliseconds.stream().sorted().toList();
    return new Latencies(quantile(ascending, 0.5), quantile(ascending, 0.99));
  }

  private static double quantile(List<Double> ascending, double share) {
    return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
  }
}
