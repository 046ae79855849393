package dev.batchenrich.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the job {@code enrich}; an instance that exists is valid. {@link EnrichOptions}
 * explains them.
 */
public record EnrichConfig(
    Map<String, String> kafka,
    String directory,
    URI results,
    Duration resultsRetention,
    int compressionLevel,
    int lookUpCapacity,
    Duration lookUpDeadline,
    Duration batchDeadline,
    Duration progressInterval,
    Duration checkpointInterval) {

  public EnrichConfig {
    kafka = Map.copyOf(kafka);
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("kafka.bootstrap.servers is missing");
    }
    if (!results.isAbsolute()) {
      throw new IllegalArgumentException(
          "results must be an absolute URI such as file:///srv/results, is " + results);
    }
    range(EnrichOptions.COMPRESSION_LEVEL, compressionLevel, 1, 9);
    range(EnrichOptions.LOOK_UP_CAPACITY, lookUpCapacity, 1, 10_000);
    atLeast(EnrichOptions.RESULTS_RETENTION, resultsRetention, Duration.ofMinutes(1));
    atLeast(EnrichOptions.LOOK_UP_DEADLINE, lookUpDeadline, Duration.ofSeconds(1));
    atLeast(EnrichOptions.BATCH_DEADLINE, batchDeadline, Duration.ofSeconds(1));
    if (batchDeadline.compareTo(lookUpDeadline) <= 0) {
      throw new IllegalArgumentException(
          "batch.deadline must be longer than look-up.deadline (%d ms), is %d ms"
              .formatted(lookUpDeadline.toMillis(), batchDeadline.toMillis()));
    }
    atLeast(EnrichOptions.PROGRESS_INTERVAL, progressInterval, Duration.ofMillis(100));
    atLeast(EnrichOptions.CHECKPOINT_INTERVAL, checkpointInterval, Duration.ofMillis(50));
  }

  /**
   * The settings in {@code options}.
   *
   * @throws IllegalArgumentException naming the option that is missing or out of its range
   */
  public static EnrichConfig of(Configuration options) {
    return new EnrichConfig(
        options.getOptional(EnrichOptions.KAFKA).orElse(Map.of()),
        required(options, EnrichOptions.DIRECTORY),
        URI.create(required(options, EnrichOptions.RESULTS)),
        options.get(EnrichOptions.RESULTS_RETENTION),
        options.get(EnrichOptions.COMPRESSION_LEVEL),
        options.get(EnrichOptions.LOOK_UP_CAPACITY),
        options.get(EnrichOptions.LOOK_UP_DEADLINE),
        options.get(EnrichOptions.BATCH_DEADLINE),
        options.get(EnrichOptions.PROGRESS_INTERVAL),
        options.get(EnrichOptions.CHECKPOINT_INTERVAL));
  }

  private static String required(Configuration options, ConfigOption<String> option) {
    return options
        .getOptional(option)
        .orElseThrow(() -> new IllegalArgumentException(option.key() + " is missing"));
  }

  private static void range(ConfigOption<Integer> option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, is %d".formatted(option.key(), least, most, value));
    }
  }

  private static void atLeast(ConfigOption<Duration> option, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least %d ms, is %d ms"
              .formatted(option.key(), least.toMillis(), value.toMillis()));
    }
  }
}
