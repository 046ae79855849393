package dev.batchenrich.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final RateLimits limits = new RateLimits(60, nanos::get);

  @Test
  void aKeyMaySendAllItsRequestsAtOnceAndNotOneMore() {
    var granted = IntStream.range(0, 60).mapToObj(i -> limits.take("key")).toList();

    assertThat(granted).allMatch(Allowance::isGranted);
    assertThat(granted)
        .extracting(Allowance::remaining)
        .containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(i -> 59L - i).toList());
    assertThat(granted.get(59).untilWhole()).isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.take("key"))
        .isEqualTo(new Allowance(false, 60, 0, Duration.ofMinutes(1), Duration.ofSeconds(1)));
  }

  @Test
  void whatIsUsedComesBackEvenlyAndNeverMoreThanThat() {
    useUp("key");
    after(Duration.ofMillis(2_500));
    assertThat(limits.take("key").isGranted()).isTrue();
    assertThat(limits.take("key").isGranted()).isTrue();
    assertThat(limits.take("key").isGranted()).isFalse();

    after(Duration.ofHours(1));
    assertThat(limits.take("key").remaining()).isEqualTo(59);
  }

  @Test
  void aRefusedRequestUsesNothingUp() {
    useUp("key");
    IntStream.range(0, 100).forEach(i -> limits.take("key"));

    after(Duration.ofSeconds(1));
    assertThat(limits.take("key").isGranted()).isTrue();
  }

  @Test
  void keysAreCountedApart() {
    useUp("key");

    assertThat(limits.take("other").isGranted()).isTrue();
  }

  private void useUp(String key) {
    while (limits.take(key).isGranted()) {
      // Until nothing is left.
    }
  }

  private void after(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
