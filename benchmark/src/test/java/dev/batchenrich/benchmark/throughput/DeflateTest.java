package dev.batchenrich.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeflateTest {

  @Test
  void whatItIsCalledIsReadBack() {
    assertThat(Deflate.parse(Deflate.OURS.toString())).isEqualTo(Deflate.OURS);
    assertThat(Deflate.parse("jdk-3")).isEqualTo(Deflate.jdk(3));
  }
}
