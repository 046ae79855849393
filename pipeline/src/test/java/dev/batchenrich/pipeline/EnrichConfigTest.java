package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.directory.cache.CacheSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichConfigTest {

  private static final List<String> REQUIRED =
      List.of(
          "--kafka.bootstrap.servers",
          "localhost:9092",
          "--directory",
          "local:/srv/directory",
          "--results",
          "file:///srv/results");

  @Test
  void whatIsNotGivenHasItsDefault() {
    var config = read();

    assertThat(config.kafka()).containsOnly(Map.entry("bootstrap.servers", "localhost:9092"));
    assertThat(config.resultsRetention()).isEqualTo(Duration.ofDays(5));
    assertThat(config.lookUpDeadline()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.batchDeadline()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void everyKafkaPropertyIsPassedOn() {
    assertThat(read("--kafka.security.protocol", "SASL_SSL").kafka())
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @ParameterizedTest
  @CsvSource({
    "--results, /srv/results, results must be an absolute URI",
    "--results.compression-level, 0, results.compression-level must be 1 to 9",
    "--directory-concurrency, 0, directory-concurrency must be 1 to 1000",
    "--directory-call-timeout, 1 ms, directory-call-timeout must be 100 ms to 5 min",
    "--directory-calls-per-minute, -1, directory-calls-per-minute must be positive",
    "--directory-cache, 256mb, directory-cache must be 0 for a local directory",
    "--directory-cache, 256, directory-cache must be at least 1mb",
    "--directory-cache, much, Could not parse value 'much' for key 'directory-cache'",
    "--directory-cache-ttl, 1 ms, directory-cache-ttl must be at least 1 s",
    "--directory-cache-miss-ttl, 0 s, directory-cache-miss-ttl must be at least 1 s",
    "--look-up.capacity, 0, look-up.capacity must be 1 to 10000",
    "--look-up.deadline, 1 ms, look-up.deadline must be at least",
    "--batch.deadline, 1 ms, batch.deadline must be at least",
    "--batch.progress-interval, 1 ms, batch.progress-interval must be at least",
    "--checkpoint-interval, 1 ms, checkpoint-interval must be at least",
    "--results.retention, 1 s, results.retention must be at least",
    "--batch.deadlin, 1 h, unknown option --batch.deadlin",
    "--kafka, x, unknown option --kafka",
    "--look-up.capacity, many, Could not parse value 'many' for key 'look-up.capacity'"
  })
  void aBadValueIsNamed(String option, String value, String message) {
    assertThatThrownBy(() -> read(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aRemoteDirectoryMayHaveACache() {
    var cache =
        read(
                "--directory", "https://a.example",
                "--directory-cache", "256mb",
                "--directory-cache-ttl", "5 min")
            .directory()
            .cache();

    assertThat(cache)
        .isEqualTo(new CacheSettings(256 << 20, Duration.ofMinutes(5), Duration.ofMinutes(5)));
  }

  @Test
  void whatIsRequiredIsNamed() {
    assertThatThrownBy(() -> EnrichConfig.of(EnrichOptions.TABLE.read()))
        .hasMessageContaining("directory is missing");
  }

  private static EnrichConfig read(String... more) {
    var args = new ArrayList<>(REQUIRED);
    args.addAll(List.of(more));
    return EnrichConfig.of(EnrichOptions.TABLE.read(args.toArray(new String[0])));
  }
}
