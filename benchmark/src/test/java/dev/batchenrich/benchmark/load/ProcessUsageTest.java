package dev.batchenrich.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsageTest {

  @Test
  void thePeakIsReadFromTheStatus() {
    assertThat(ProcessUsage.peakMemoryBytes("Name:\tjava\nVmHWM:\t  526336 kB\nVmRSS:\t 1 kB\n"))
        .isEqualTo(526_336L * 1_024);
  }

  @Test
  void aProcessThatIsGoneHasNone() {
    assertThat(ProcessUsage.peakMemoryBytes("Name:\tjava\n")).isZero();
  }

  @Test
  void theTimeOfAThreadIsReadBehindItsName() {
    assertThat(
            ProcessUsage.ticks(
                "7 (C2 (a) Compile) S 1 2 3 4 5 6 7 8 9 10 130 12 0 0 20 0 40 0 99 1 2"))
        .isEqualTo(142);
  }
}
