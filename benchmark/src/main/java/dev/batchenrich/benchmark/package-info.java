/**
 * The command {@code bench}, which measures the product beside its limit and its peers, and
 * programs behind single decisions. Start with {@link dev.batchenrich.benchmark.BenchCommand}.
 */
@NullMarked
package dev.batchenrich.benchmark;

import org.jspecify.annotations.NullMarked;
