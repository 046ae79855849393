package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.benchmark.report.Spread;
import dev.batchenrich.benchmark.throughput.Result.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

  @Test
  void theMedianOfTheRoundsCounts() {
    var result =
        Result.of(
            Contender.ours(Fields.DEFAULT),
            60,
            List.of(
                new Round(1_000, 1, 0.5, 7, 30),
                new Round(1_000, 4, 0.9, 7, 200),
                new Round(1_000, 2, 0.6, 7, 25)),
            42);

    assertThat(result.identifiersPerSecond()).isEqualTo(new Spread(500, 250, 1_000));
    assertThat(result.cpuSecondsPerMillion()).isEqualTo(600);
    assertThat(result.peakMemoryBytes()).isEqualTo(42);
    assertThat(result.bytesOut()).isEqualTo(7);
    assertThat(result.handOverNanos()).isEqualTo(30);
  }
}
