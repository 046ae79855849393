package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EffortTest {

  @Test
  void aMedianTakesThreeRounds() {
    assertThatThrownBy(() -> Effort.quick(2)).hasMessage("rounds must be at least 3, are 2");
  }
}
