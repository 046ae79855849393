/**
 * Identifiers per second: what the machine can do at most, ours, and what others make of the same
 * chunks. Start with {@link dev.batchenrich.benchmark.throughput.Throughput}.
 */
@NullMarked
package dev.batchenrich.benchmark.throughput;

import org.jspecify.annotations.NullMarked;
