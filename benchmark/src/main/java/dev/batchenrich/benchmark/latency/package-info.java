/** How long callers wait. Start with {@link dev.batchenrich.benchmark.latency.SmallBatches}. */
@NullMarked
package dev.batchenrich.benchmark.latency;

import org.jspecify.annotations.NullMarked;
