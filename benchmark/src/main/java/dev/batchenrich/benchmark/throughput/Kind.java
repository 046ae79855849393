package dev.batchenrich.benchmark.throughput;

import java.util.Locale;

/** What a contender is to us. */
public enum Kind {
  BARE,
  OURS,
  PEER;

  /** As the command line and reports have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
