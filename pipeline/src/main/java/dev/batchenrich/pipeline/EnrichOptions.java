package dev.batchenrich.pipeline;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.ParameterTool;

/** The options of the job {@code enrich}, given as {@code --key value}. */
public final class EnrichOptions {

  public static final ConfigOption<Map<String, String>> KAFKA =
      key("kafka")
          .mapType()
          .noDefaultValue()
          .withDescription(
              "Client properties for every Kafka client, each as `kafka.<property>`;"
                  + " `kafka.bootstrap.servers` is required.");
  public static final ConfigOption<String> DIRECTORY =
      key("directory")
          .stringType()
          .noDefaultValue()
          .withDescription("Where records come from, a URI: `local:<folder>`. Required.");
  public static final ConfigOption<String> RESULTS =
      key("results")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The folder for results files, a URI that Flink has a file system for. Required.");
  public static final ConfigOption<Duration> RESULTS_RETENTION =
      key("results.retention")
          .durationType()
          .defaultValue(Duration.ofDays(5))
          .withDescription("How long results are kept after the end of a batch, at least 1 min.");
  public static final ConfigOption<Integer> COMPRESSION_LEVEL =
      key("results.compression-level")
          .intType()
          .defaultValue(1)
          .withDescription("Deflate level of results files, 1 (fastest) to 9 (smallest).");
  public static final ConfigOption<Integer> LOOK_UP_CAPACITY =
      key("look-up.capacity")
          .intType()
          .defaultValue(64)
          .withDescription("Chunks that each subtask looks up at a time, 1 to 10000.");
  public static final ConfigOption<Duration> LOOK_UP_DEADLINE =
      key("look-up.deadline")
          .durationType()
          .defaultValue(Duration.ofMinutes(30))
          .withDescription(
              "How long a failing look-up is retried before its identifiers are given up,"
                  + " at least 1 s.");
  public static final ConfigOption<Duration> BATCH_DEADLINE =
      key("batch.deadline")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "How long the next chunk of a batch may take before the batch fails, longer than"
                  + " look-up.deadline.");
  public static final ConfigOption<Duration> PROGRESS_INTERVAL =
      key("batch.progress-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("Time between two reports on a batch in progress, at least 100 ms.");
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "Time between checkpoints, at least 50 ms; a file can be downloaded after the"
                  + " first checkpoint that follows the last look-up of its batch.");

  /** All of them, in the order of the documentation. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          KAFKA,
          DIRECTORY,
          RESULTS,
          RESULTS_RETENTION,
          COMPRESSION_LEVEL,
          LOOK_UP_CAPACITY,
          LOOK_UP_DEADLINE,
          BATCH_DEADLINE,
          PROGRESS_INTERVAL,
          CHECKPOINT_INTERVAL);

  private EnrichOptions() {}

  /**
   * The options in {@code args}.
   *
   * @throws IllegalArgumentException naming the first key that is no option
   */
  public static Configuration read(String... args) {
    var given = ParameterTool.fromArgs(args).toMap();
    for (var name : given.keySet()) {
      var known =
          ALL.stream().anyMatch(option -> option.key().equals(name)) && !name.equals(KAFKA.key());
      if (!known && !name.startsWith(KAFKA.key() + ".")) {
        throw new IllegalArgumentException(
            "unknown option --%s; options are %s".formatted(name, names()));
      }
    }
    return Configuration.fromMap(given);
  }

  private static String names() {
    return Stream.concat(
            Stream.of("--kafka.<property>"),
            ALL.stream().filter(option -> !option.equals(KAFKA)).map(option -> "--" + option.key()))
        .collect(Collectors.joining(", "));
  }
}
