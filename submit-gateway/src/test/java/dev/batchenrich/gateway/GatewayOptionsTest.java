package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.results.Delivery;
import dev.batchenrich.gateway.results.ResultsLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayOptionsTest {

  private static final List<String> NEEDED =
      List.of(
          "--api-keys", "keys",
          "--link-secret", "secret",
          "--data-dir", "data",
          "--results", "results",
          "--instance-id", "gateway-1",
          "--kafka.bootstrap.servers", "kafka:9092");

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(new GatewayOptions(NEEDED).config())
        .isEqualTo(
            new GatewayConfig(
                "127.0.0.1",
                8080,
                null,
                Map.of("bootstrap.servers", "kafka:9092"),
                Path.of("keys"),
                Path.of("secret"),
                Path.of("data"),
                new ResultsLocation.Folder(Path.of("results")),
                null,
                "gateway-1",
                null,
                WebhookTargets.of("80,443,1024-65535", false),
                60_000,
                Duration.ZERO,
                Duration.ofSeconds(20)));
  }

  @Test
  void everyOptionCanBeGiven() {
    var config =
        options(
                "--host", "0.0.0.0",
                "--port", "0",
                "--metrics-port", "9464",
                "--results", "s3://enrich-results/of/people//",
                "--results-delivery", "stream",
                "--s3-path-style", "true",
                "--public-url", "https://batch.example/api",
                "--directory", "https://records.example/api",
                "--directory-key-file", "key",
                "--directory-concurrency", "4",
                "--directory-calls-per-minute", "60",
                "--directory-cache", "256mb",
                "--directory-cache-ttl", "3600",
                "--directory-cache-miss-ttl", "60",
                "--webhook-ports", "443",
                "--allow-private-webhooks", "true",
                "--requests-per-minute", "0",
                "--shutdown-delay", "10",
                "--shutdown-grace", "5",
                "--kafka.bootstrap.servers", "SSL://one:9092, [::1]:9093",
                "--kafka.security.protocol", "SSL")
            .config();

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isZero();
    assertThat(config.requestsPerMinute()).isZero();
    assertThat(config.metricsPort()).isEqualTo(9464);
    assertThat(config.publicUrl()).isEqualTo(URI.create("https://batch.example/api"));
    assertThat(config.results())
        .isEqualTo(
            new ResultsLocation.Bucket("enrich-results", "of/people/", Delivery.STREAM, true));
    assertThat(config.directory())
        .isEqualTo(
            new DirectorySettings(
                "https://records.example/api",
                "key",
                4,
                Duration.ofSeconds(10),
                60,
                new CacheSettings(256 << 20, Duration.ofHours(1), Duration.ofMinutes(1))));
    assertThat(config.webhookTargets()).isEqualTo(WebhookTargets.of("443", true));
    assertThat(config.shutdownDelay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.kafka()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertRefused("port must be an integer, is 'x'", "--port", "x");
    assertRefused("port must be 0 to 65535, is 65536", "--port", "65536");
    assertRefused("metrics-port must be an integer, is 'x'", "--metrics-port", "x");
    assertRefused("metrics-port must be 0 to 65535, is -1", "--metrics-port", "-1");
    assertRefused("metrics-port must not be the port, both are 8080", "--metrics-port", "8080");
    assertRefused("shutdown-delay must not be negative, is PT-1S", "--shutdown-delay", "-1");
    assertRefused("there is no option 'prot'", "--prot", "1");
    assertRefused("arguments must be pairs of --key value, '--port' is none", "--port");
    assertRefused(
        "public-url must be an absolute http or https URL without query, is batch.example",
        "--public-url",
        "batch.example");
    assertRefused(
        "results must be a folder or s3://<bucket>/<prefix>, is 'gs://bucket'",
        "--results",
        "gs://bucket");
    assertRefused("results-delivery must be redirect or stream, is 'x'", "--results-delivery", "x");
    assertRefused(
        "instance-id must be 1 to 100 of A-Z a-z 0-9 . _ -, is 'a b'", "--instance-id", "a b");
    assertRefused(
        "kafka.bootstrap.servers must be host:port, or several with commas between, is 'kafka'",
        "--kafka.bootstrap.servers",
        "kafka");
    assertRefused(
        "webhook ports must be numbers from 1 to 65535 or ascending ranges of them, as in"
            + " 80,443,1024-65535; 'all' is neither",
        "--webhook-ports",
        "all");
    assertRefused(
        "allow-private-webhooks must be true or false, is 'yes'",
        "--allow-private-webhooks",
        "yes");
    assertRefused(
        "directory-cache must be a size such as 256mb, or 0 for none, is 'much'",
        "--directory",
        "https://records.example",
        "--directory-cache",
        "much");
    assertRefused(
        "directory-cache must be 0 for a local directory, which is read from memory anyway",
        "--directory",
        "local:records",
        "--directory-cache",
        "256mb");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GatewayOptions(List.of()).config())
        .withMessageStartingWith("api-keys is missing: ");
  }

  @Test
  void whatIsPrintedHoldsNoPassword() {
    var config = options("--kafka.ssl.keystore.password", "secret-1").config();

    assertThat(config.toString() + new KafkaClients(config.kafka()))
        .contains("gateway-1", "ssl.keystore.password")
        .doesNotContain("secret-1");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(GatewayOptions.help())
        .contains(List.of(GatewayOption.values()).stream().map(GatewayOption::key).toList());
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(arguments).config())
        .withMessage(message);
  }

  private static GatewayOptions options(String... arguments) {
    var all = new ArrayList<>(NEEDED);
    all.addAll(List.of(arguments));
    return new GatewayOptions(all);
  }
}
