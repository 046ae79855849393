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
}
