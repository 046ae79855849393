package dev.batchenrich.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.benchmark.latency.LittlesLaw.Reached;
import dev.batchenrich.benchmark.load.Checkpoints;
import org.junit.jupiter.api.Test;

class LittlesLawTest {

  @Test
  void sixteenCallsAtATimeOfFiftyMillisecondsAre320ASecond() {
    assertThat(Reached.of(16, 304, 16, new Checkpoints(7, 90)))
        .isEqualTo(new Reached(16, 0.95, 3_040, 16, 7, 90));
  }
}
