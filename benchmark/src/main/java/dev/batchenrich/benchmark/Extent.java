package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.throughput.Kind;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param isQuick less of everything
 * @param rounds of which the median counts, where there are rounds
 * @param contestants of the throughput
 */
record Extent(boolean isQuick, int rounds, Set<Kind> contestants) {}
