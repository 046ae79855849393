package dev.batchenrich.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void ofAHundredTheFiftiethAndTheNinetyNinthCount() {
    var times = IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList();

    assertThat(Latencies.of(times)).isEqualTo(new Latencies(50, 99));
  }

  @Test
  void ofOneItIsBoth() {
    assertThat(Latencies.of(List.of(7.0))).isEqualTo(new Latencies(7, 7));
  }

  @Test
  void ofNoneThereIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Latencies.of(List.of()));
  }
}
