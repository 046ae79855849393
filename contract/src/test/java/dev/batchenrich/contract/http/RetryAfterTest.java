package dev.batchenrich.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "' 7 ', PT7S",
    "'Fri, 02 Jan 2026 03:05:05 GMT', PT1M",
    "'Thu, 01 Jan 2026 03:04:05 GMT', PT-24H",
    "soon,",
    "-1,",
    "99999999999, PT277777H46M39S",
    "'',",
    ","
  })
  void retryAfterIsSecondsOrADate(String header, Duration expected) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
  }
}
