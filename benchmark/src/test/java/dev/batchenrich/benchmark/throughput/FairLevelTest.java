package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairLevelTest {

  @ParameterizedTest
  @CsvSource({"100, 1", "99, 1", "98, 2", "91, 9", "1, 9"})
  void itIsTheFastestWhoseFilesAreNoLarger(long ours, int expected) {
    assertThat(FairLevel.of(ours, level -> 100 - level)).isEqualTo(expected);
  }
}
