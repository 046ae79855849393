/**
 * Programs that measure, each with a {@code main}. Start with {@link
 * dev.batchenrich.benchmark.StoreComparison}.
 */
@NullMarked
package dev.batchenrich.benchmark;

import org.jspecify.annotations.NullMarked;
