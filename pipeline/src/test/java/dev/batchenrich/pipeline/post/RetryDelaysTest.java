package dev.batchenrich.pipeline.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.pipeline.WebhooksOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelaysTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final RetryDelays delays = new RetryDelays(WebhooksOptions.RETRIES.defaultValue());

  @ParameterizedTest
  @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "9, PT24H"})
  void eachFailureIsFollowedByItsDelayGiveOrTakeATenth(int attempt, Duration delay) {
    assertThat(delays.next(attempt, NOW, null, 0.5)).isEqualTo(NOW.plus(delay));
    assertThat(delays.next(attempt, NOW, null, 0))
        .isEqualTo(NOW.plus(delay.multipliedBy(9).dividedBy(10)));
    assertThat(delays.next(attempt, NOW, null, 1))
        .isEqualTo(NOW.plus(delay.multipliedBy(11).dividedBy(10)));
  }

  @Test
  void theTenthFailureAboutThreeDaysAfterTheFirstIsTheLast() {
    var all =
        IntStream.rangeClosed(1, 9)
            .mapToObj(attempt -> Duration.between(NOW, delays.next(attempt, NOW, null, 0.5)))
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(all).isBetween(Duration.ofHours(72), Duration.ofHours(80));
    assertThat(delays.next(10, NOW, null, 0.5)).isNull();
  }

  @Test
  void aReceiverMayAskForLongerButNotForEver() {
    var longer = Duration.ofMinutes(7);

    assertThat(delays.next(1, NOW, longer, 0.5)).isEqualTo(NOW.plus(longer));
    assertThat(delays.next(1, NOW, Duration.ofSeconds(1), 0.5)).isEqualTo(NOW.plusSeconds(5));
    assertThat(delays.next(1, NOW, Duration.ofSeconds(-9), 0.5)).isEqualTo(NOW.plusSeconds(5));
    assertThat(delays.next(1, NOW, Duration.ofDays(400), 0.5))
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(delays.next(10, NOW, longer, 0.5)).isNull();
  }
}
