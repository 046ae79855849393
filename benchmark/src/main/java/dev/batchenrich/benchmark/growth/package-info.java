/**
 * What the product needs as the number of jobs that it knows grows. Start with {@link
 * dev.batchenrich.benchmark.growth.GatewayGrowth}.
 */
@NullMarked
package dev.batchenrich.benchmark.growth;

import org.jspecify.annotations.NullMarked;
