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

/**
 * The options of a job, given as {@code --key value}.
 *
 * @param options all of them, in the order of the documentation
 */
public record OptionTable(List<ConfigOption<?>> options) {

  /** What every job needs. */
  public static final ConfigOption<Map<String, String>> KAFKA =
      key("kafka")
          .mapType()
          .noDefaultValue()
          .withDescription(
              "Client properties for every Kafka client, each as `kafka.<property>`;"
                  + " `kafka.bootstrap.servers` is required.");

  public OptionTable {
    options = List.copyOf(options);
  }

  /**
   * The options in {@code args}.
   *
   * @throws IllegalArgumentException naming the first key that is no option
   */
  public Configuration read(String... args) {
    var given = ParameterTool.fromArgs(args).toMap();
    for (var name : given.keySet()) {
      var known =
          options.stream().anyMatch(option -> option.key().equals(name))
              && !name.equals(KAFKA.key());
      if (!known && !name.startsWith(KAFKA.key() + ".")) {
        throw new IllegalArgumentException(
            "unknown option --%s; options are %s".formatted(name, names()));
      }
    }
    return Configuration.fromMap(given);
  }

  /** The properties of Kafka clients in {@code given}; the constructors check them. */
  static Map<String, String> kafka(Configuration given) {
    return given.getOptional(KAFKA).orElse(Map.of());
  }

  static <T> T required(Configuration given, ConfigOption<T> option) {
    return given
        .getOptional(option)
        .orElseThrow(() -> new IllegalArgumentException(option.key() + " is missing"));
  }

  static void requireBootstrapServers(Map<String, String> kafka) {
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("kafka.bootstrap.servers is missing");
    }
  }

  static void requireRange(ConfigOption<Integer> option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, is %d".formatted(option.key(), least, most, value));
    }
  }

  static void requireAtLeast(ConfigOption<Duration> option, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least %d ms, is %d ms"
              .formatted(option.key(), least.toMillis(), value.toMillis()));
    }
  }

  private String names() {
    return Stream.concat(
            Stream.of("--kafka.<property>"),
            options.stream()
                .filter(option -> !option.equals(KAFKA))
                .map(option -> "--" + option.key()))
        .collect(Collectors.joining(", "));
  }
}
