package dev.batchenrich.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void tellsWhatItTakesToHandSomethingFromCoreToCore() throws InterruptedException {
    var machine = Machine.here();

    if (machine.cores() > 1) {
      assertThat(machine.handOverNanos()).isPositive();
    } else {
      assertThat(machine.handOverNanos()).isZero();
    }
  }
}
