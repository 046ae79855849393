package dev.batchenrich.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.benchmark.growth.QueueGrowth.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueGrowthTest {

  @ParameterizedTest
  @CsvSource({"1, 9", "10, 9", "100, 3", "1000, 1"})
  void theFewerJobsTheMoreRounds(int jobs, int rounds) {
    assertThat(Level.rounds(jobs)).isEqualTo(rounds);
  }
}
