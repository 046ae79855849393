package dev.batchenrich.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionRatesTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "6, 2", "720, 144"})
  void noAccountHasMoreThanFiveJobs(int jobs, int accounts) {
    assertThat(SubmissionRates.accountsFor(jobs)).isEqualTo(accounts);
  }
}
