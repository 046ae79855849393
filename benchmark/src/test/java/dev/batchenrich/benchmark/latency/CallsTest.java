package dev.batchenrich.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallsTest {

  private final Calls calls = new Calls();

  @Test
  void theMostAtATimeStay() {
    calls.begin();
    calls.begin();
    calls.end();
    calls.begin();
    calls.end();
    calls.end();
    calls.begin();

    assertThat(calls.most()).isEqualTo(2);
  }

  @Test
  void thoseUnderWayHaveNotEnded() {
    calls.begin();
    calls.begin();
    calls.end();

    assertThat(calls.ended()).isEqualTo(1);
  }
}
