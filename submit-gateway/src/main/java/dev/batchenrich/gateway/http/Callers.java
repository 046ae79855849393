package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.auth.ApiKeys;
import dev.batchenrich.gateway.auth.Caller;
import dev.batchenrich.gateway.auth.Unauthorized;
import dev.batchenrich.gateway.ratelimit.RateLimits;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import io.javalin.http.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request, and lets through no more of them than are allowed.
 *
 * @param limits null for none
 */
record Callers(ApiKeys apiKeys, @Nullable RateLimits limits) {

  /**
   * Who has sent {@code request}; the answer will tell how many more may follow.
   *
   * @throws Unauthorized if it has no key, or nobody's
   * @throws Refusal if it is one too many
   */
  Caller caller(Context request) {
    var caller = authenticate(request);
    count(request, caller);
    return caller;
  }

  Caller authenticate(Context request) {
    return apiKeys.authenticate(request.header("Authorization"));
  }

  void count(Context request, Caller caller) {
    if (limits == null) {
      return;
    }
    var allowance = limits.take(caller.keyId());
    request
        .header("x-ratelimit-limit", Integer.toString(allowance.limit()))
        .header("x-ratelimit-remaining", Long.toString(allowance.remaining()))
        .header("x-ratelimit-reset", seconds(allowance.untilWhole()));
    if (!allowance.isGranted()) {
      request.header("Retry-After", seconds(allowance.untilNext()));
      throw new Refusal(
          ErrorType.RATE_LIMITED,
          "This API key may send at most %,d requests a minute".formatted(allowance.limit()));
    }
  }

  /** Rounded up: who waits for so long does not come too early. */
  private static String seconds(Duration duration) {
    return Long.toString(duration.plusNanos(999_999_999).toSeconds());
  }
}
