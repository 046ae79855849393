package dev.batchenrich.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=30 | 30",
        "Wait = \"5\" | 5",
        "respond-async, wait=10 | 10",
        "wait=10; foo=bar, wait=20 | 10",
        "wait=0 | 0",
        "wait=999999999 | 60",
      })
  void waitIsReadAmongOtherPreferencesAndIsAMinuteAtMost(String header, long seconds) {
    assertThat(Prefer.waiting(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "respond-async", "wait", "wait=", "wait=-1", "wait=x", "await=3", "wait=1.5"})
  void whatIsNotUnderstoodIsIgnored(String header) {
    assertThat(Prefer.waiting(header)).isNull();
  }
}
