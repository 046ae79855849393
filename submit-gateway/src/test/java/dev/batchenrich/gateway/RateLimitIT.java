package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitIT {

  @Test
  void eachKeyIsToldWhatIsLeftAndRefusedWhenNothingIs(@TempDir Path folder) throws Exception {
    // Without Kafka: a request is counted before it is known whether it can be answered.
    try (var fixture = new GatewayFixture("127.0.0.1:1", folder)) {
      var key = fixture.keyOf("account");
      var other = fixture.keyOf("account");
      var gateway = fixture.start(fixture.configWithLimit("gateway-1", null, 1), Clock.systemUTC());

      var first = fixture.get(gateway, key, "/batch");
      var second = fixture.get(gateway, key, "/batch");

      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.headers().firstValue("x-ratelimit-limit")).hasValue("1");
      assertThat(first.headers().firstValue("x-ratelimit-remaining")).hasValue("0");
      assertThat(first.headers().firstValue("x-ratelimit-reset")).hasValue("60");
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body())
          .contains("\"rate_limited\"", "This API key may send at most 1 requests a minute");
      assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
      assertThat(fixture.get(gateway, other, "/batch").statusCode()).isEqualTo(503);
      var unknown = fixture.get(gateway, "nobody's", "/batch");
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.headers().map()).doesNotContainKey("x-ratelimit-limit");
    }
  }
}
