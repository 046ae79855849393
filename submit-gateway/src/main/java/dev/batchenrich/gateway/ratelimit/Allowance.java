package dev.batchenrich.gateway.ratelimit;

import java.time.Duration;

/**
 * What became of a request, and what is left after it.
 *
 * @param limit requests that may be sent at once, and in a minute
 * @param remaining those that may be sent now
 * @param untilWhole when all of them may be sent again
 * @param untilNext when the next one may be sent, if this one may not
 */
public record Allowance(
    boolean isGranted, int limit, long remaining, Duration untilWhole, Duration untilNext) {}
