package dev.batchenrich.pipeline;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the job {@code enrich}; an instance that exists is valid. {@link EnrichOptions}
 * explains them.
 */
public record EnrichConfig(
    Map<String, String> kafka,
    DirectorySettings directory,
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
    OptionTable.requireBootstrapServers(kafka);
    if (!results.isAbsolute()) {
      throw new IllegalArgumentException(
          "results must be an absolute URI such as file:///srv/results, is " + results);
    }
    OptionTable.requireRange(EnrichOptions.COMPRESSION_LEVEL, compressionLevel, 1, 9);
    OptionTable.requireRange(EnrichOptions.LOOK_UP_CAPACITY, lookUpCapacity, 1, 10_000);
    OptionTable.requireAtLeast(
        EnrichOptions.RESULTS_RETENTION, resultsRetention, Duration.ofMinutes(1));
    OptionTable.requireAtLeast(
        EnrichOptions.LOOK_UP_DEADLINE, lookUpDeadline, Duration.ofSeconds(1));
    OptionTable.requireAtLeast(EnrichOptions.BATCH_DEADLINE, batchDeadline, Duration.ofSeconds(1));
    if (batchDeadline.compareTo(lookUpDeadline) <= 0) {
      throw new IllegalArgumentException(
          "batch.deadline must be longer than look-up.deadline (%d ms), is %d ms"
              .formatted(lookUpDeadline.toMillis(), batchDeadline.toMillis()));
    }
    OptionTable.requireAtLeast(
        EnrichOptions.PROGRESS_INTERVAL, progressInterval, Duration.ofMillis(100));
    OptionTable.requireAtLeast(
        EnrichOptions.CHECKPOINT_INTERVAL, checkpointInterval, Duration.ofMillis(50));
  }

  /**
   * The settings in {@code options}.
   *
   * @throws IllegalArgumentException naming the option that is missing or out of its range
   */
  public static EnrichConfig of(Configuration options) {
    return new EnrichConfig(
        OptionTable.kafka(options),
        new DirectorySettings(
            OptionTable.required(options, EnrichOptions.DIRECTORY),
            options.get(EnrichOptions.DIRECTORY_KEY_FILE),
            options.get(EnrichOptions.DIRECTORY_CONCURRENCY),
            options.get(EnrichOptions.DIRECTORY_CALL_TIMEOUT),
            options.get(EnrichOptions.DIRECTORY_CALLS_PER_MINUTE),
            new CacheSettings(
                options.get(EnrichOptions.DIRECTORY_CACHE).getBytes(),
                options.get(EnrichOptions.DIRECTORY_CACHE_TTL),
                options.get(EnrichOptions.DIRECTORY_CACHE_MISS_TTL))),
        URI.create(OptionTable.required(options, EnrichOptions.RESULTS)),
        options.get(EnrichOptions.RESULTS_RETENTION),
        options.get(EnrichOptions.COMPRESSION_LEVEL),
        options.get(EnrichOptions.LOOK_UP_CAPACITY),
        options.get(EnrichOptions.LOOK_UP_DEADLINE),
        options.get(EnrichOptions.BATCH_DEADLINE),
        options.get(EnrichOptions.PROGRESS_INTERVAL),
        options.get(EnrichOptions.CHECKPOINT_INTERVAL));
  }
}
