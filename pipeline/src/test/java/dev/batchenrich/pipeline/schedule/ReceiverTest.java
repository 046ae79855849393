package dev.batchenrich.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverTest {

  @ParameterizedTest
  @CsvSource({
    "https://hooks.example/a?b=c, hooks.example:443",
    "http://hooks.example, hooks.example:80",
    "HTTPS://HOOKS.example:8443/, hooks.example:8443",
    "http://[2001:db8::1]:81/, [2001:db8::1]:81",
    "no url, ''",
    "mailto:a@example.com, ''",
    "//hooks.example/, ''"
  })
  void aReceiverIsAHostAndAPort(String url, String receiver) {
    assertThat(Receiver.of(url)).isEqualTo(receiver);
  }
}
