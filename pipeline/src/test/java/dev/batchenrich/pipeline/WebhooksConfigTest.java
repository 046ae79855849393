package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksConfigTest {

  private static final List<String> REQUIRED =
      List.of(
          "--kafka.bootstrap.servers",
          "localhost:9092",
          "--public-url",
          "https://enrich.example.com",
          "--link-secret",
          "/etc/batch-enrich/link-secret",
          "--webhook-secrets",
          "/etc/batch-enrich/webhook-secrets");

  @Test
  void whatIsNotGivenHasItsDefault() {
    var config = read();

    assertThat(config.retries().delays()).hasSize(9);
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.targets().allowsPrivate()).isFalse();
  }

  @Test
  void delaysAreWrittenWithSemicolonsBetween() {
    assertThat(read("--webhook.retries", "1 s;2 min").retries().delays())
        .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource({
    "--public-url, /here, public-url must be an http or https URL",
    "--public-url, ftp://here, public-url must be an http or https URL",
    "--webhook.retries, 1 s;9 d, webhook retries must each be",
    "--webhook.retries, soon, webhook.retries",
    "--webhook.timeout, 10 ms, webhook.timeout must be at least",
    "--webhook.timeout, 2 min, webhook.timeout must be at most",
    "--webhook.ports, http, is neither",
    "--webhook.allow-private, perhaps, webhook.allow-private",
    "--webhook.per-receiver, 0, webhook.per-receiver must be 1 to 1000",
    "--webhook.capacity, 7, webhook.capacity must be 8 to 10000",
    "--checkpoint-interval, 1 ms, checkpoint-interval must be at least",
    "--webhook.retry, 1 s, unknown option --webhook.retry"
  })
  void aBadValueIsNamed(String option, String value, String message) {
    assertThatThrownBy(() -> read(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsRequiredIsNamed() {
    assertThatThrownBy(() -> WebhooksConfig.of(WebhooksOptions.TABLE.read()))
        .hasMessageContaining("public-url is missing");
  }

  private static WebhooksConfig read(String... more) {
    var args = new ArrayList<>(REQUIRED);
    args.addAll(List.of(more));
    return WebhooksConfig.of(WebhooksOptions.TABLE.read(args.toArray(new String[0])));
  }
}
