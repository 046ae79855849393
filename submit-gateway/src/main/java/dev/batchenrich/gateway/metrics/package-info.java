/** What operators watch a gateway by. Start with {@link GatewayMetrics}. */
@NullMarked
package dev.batchenrich.gateway.metrics;

import org.jspecify.annotations.NullMarked;
