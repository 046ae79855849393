/** What a run finds. Start with {@link dev.batchenrich.benchmark.report.Section}. */
@NullMarked
package dev.batchenrich.benchmark.report;

import org.jspecify.annotations.NullMarked;
