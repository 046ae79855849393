/**
 * How many requests a caller may send. Start with {@link
 * dev.batchenrich.gateway.ratelimit.RateLimits}.
 */
@NullMarked
package dev.batchenrich.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
