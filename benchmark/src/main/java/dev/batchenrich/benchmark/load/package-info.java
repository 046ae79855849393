/**
 * Records in any number, and those who submit jobs for them. Start with {@link
 * dev.batchenrich.benchmark.load.Accounts}.
 */
@NullMarked
package dev.batchenrich.benchmark.load;

import org.jspecify.annotations.NullMarked;
