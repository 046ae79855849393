package dev.batchenrich.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStatusTest {

  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");
  private static final Batch BATCH =
      new Batch(
          "53ab686b-c054-496b-8baf-baff5ecc85cf",
          "demo",
          Entity.COMPANY,
          Action.ENRICH,
          IdentifierType.DOMAINS,
          3,
          1,
          List.of(),
          null,
          END.minusSeconds(60));
  private static final JobStatus RUNNING = JobStatus.processing(BATCH, 2, 1, 0.5, END);

  @Test
  void anEstimateIsToldUntilItsMomentComes() {
    assertThat(RUNNING.toldAt(END.minusNanos(1))).isEqualTo(RUNNING);
  }

  @Test
  void anEstimateThatHasPassedIsToldNoMoreNorIsItsRate() {
    var counts = JobStatus.processing(BATCH, 2, 1);

    assertThat(RUNNING.toldAt(END)).isEqualTo(counts);
    assertThat(RUNNING.toldAt(END.plusSeconds(3_600))).isEqualTo(counts);
  }

  @Test
  void aJobWithoutAnEstimateIsToldAsItIs() {
    var pending = JobStatus.pending(BATCH);

    assertThat(pending.toldAt(END)).isEqualTo(pending);
  }
}
