package dev.batchenrich.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LimitSimulationTest {

  @Test
  void noInterleavingEverPublishesASixthActiveJob() {
    var most =
        LongStream.range(0, 100_000)
            .parallel()
            .mapToInt(seed -> new Simulation(seed, Lease.PUBLISH_WITHIN.toMillis()).run())
            .max();

    assertThat(most).hasValue(AccountJobs.MAX_ACTIVE);
  }

  @Test
  void withoutTheGuardThatPublishingBeginsWithinHalfALeaseSomeInterleavingsDo() {
    var broken =
        LongStream.range(0, 20_000)
            .parallel()
            .filter(seed -> new Simulation(seed, Long.MAX_VALUE).run() > AccountJobs.MAX_ACTIVE)
            .count();

    assertThat(broken).isPositive();
  }
}
