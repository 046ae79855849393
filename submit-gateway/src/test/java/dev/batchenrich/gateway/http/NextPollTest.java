package dev.batchenrich.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.Statuses;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPollTest {

  /** Of three identifiers one is left. */
  private static JobStatus at(double rate) {
    return JobStatus.processing(job().batch(), 2, 2, rate, Instant.EPOCH);
  }

  private static JobStatus job() {
    return JobStatus.pending(
        Statuses.batch(UUID.randomUUID().toString(), "account", Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "0.5, 2", "0.3, 4", "0.0001, 60"})
  void theNextPollIsWhenTheJobShouldHaveEndedInASecondToAMinute(double rate, long seconds) {
    assertThat(NextPoll.secondsFor(at(rate))).isEqualTo(seconds);
  }

  @Test
  void aJobWithoutARateIsAskedForSoon() {
    assertThat(NextPoll.secondsFor(job())).isEqualTo(2);
  }
}
