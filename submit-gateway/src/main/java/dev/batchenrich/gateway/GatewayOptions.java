package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayOption.ALLOW_PRIVATE_WEBHOOKS;
import static dev.batchenrich.gateway.GatewayOption.API_KEYS;
import static dev.batchenrich.gateway.GatewayOption.DATA_DIR;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_CACHE;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_CACHE_MISS_TTL;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_CACHE_TTL;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_CALLS_PER_MINUTE;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_CONCURRENCY;
import static dev.batchenrich.gateway.GatewayOption.DIRECTORY_KEY_FILE;
import static dev.batchenrich.gateway.GatewayOption.HOST;
import static dev.batchenrich.gateway.GatewayOption.INSTANCE_ID;
import static dev.batchenrich.gateway.GatewayOption.KAFKA_PREFIX;
import static dev.batchenrich.gateway.GatewayOption.LINK_SECRET;
import static dev.batchenrich.gateway.GatewayOption.LOG_FORMAT;
import static dev.batchenrich.gateway.GatewayOption.METRICS_PORT;
import static dev.batchenrich.gateway.GatewayOption.PORT;
import static dev.batchenrich.gateway.GatewayOption.PUBLIC_URL;
import static dev.batchenrich.gateway.GatewayOption.REQUESTS_PER_MINUTE;
import static dev.batchenrich.gateway.GatewayOption.RESULTS;
import static dev.batchenrich.gateway.GatewayOption.RESULTS_DELIVERY;
import static dev.batchenrich.gateway.GatewayOption.S3_PATH_STYLE;
import static dev.batchenrich.gateway.GatewayOption.SHUTDOWN_DELAY;
import static dev.batchenrich.gateway.GatewayOption.SHUTDOWN_GRACE;
import static dev.batchenrich.gateway.GatewayOption.WEBHOOK_PORTS;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.gateway.results.Delivery;
import dev.batchenrich.gateway.results.ResultsLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the options from {@code --key value} arguments and a properties file. */
final class GatewayOptions {

  private static final String FILE = "config";

  private final Map<String, String> values = new HashMap<>();

  /**
   * The options in {@code arguments}, and in the file that {@code --config} names; arguments win.
   *
   * @throws IllegalArgumentException saying in one line what is wrong
   */
  GatewayOptions(List<String> arguments) {
    var given = new HashMap<String, String>();
    for (var i = 0; i < arguments.size(); i += 2) {
      var argument = arguments.get(i);
      if (!argument.startsWith("--") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "arguments must be pairs of --key value, '%s' is none".formatted(argument));
      }
      given.put(argument.substring(2), arguments.get(i + 1));
    }
    var file = given.remove(FILE);
    if (file != null) {
      values.putAll(read(Path.of(file)));
    }
    values.putAll(given);
    values.keySet().forEach(GatewayOptions::requireKnown);
  }

  GatewayConfig config() {
    var metricsPort = optional(METRICS_PORT);
    var publicUrl = optional(PUBLIC_URL);
    return new GatewayConfig(
        required(HOST),
        integer(PORT),
        metricsPort == null ? null : integer(METRICS_PORT),
        kafka(),
        Path.of(required(API_KEYS)),
        Path.of(required(LINK_SECRET)),
        Path.of(required(DATA_DIR)),
        ResultsLocation.of(required(RESULTS), delivery(), flag(S3_PATH_STYLE)),
        publicUrl == null ? null : URI.create(publicUrl),
        required(INSTANCE_ID),
        directory(),
        WebhookTargets.of(required(WEBHOOK_PORTS), flag(ALLOW_PRIVATE_WEBHOOKS)),
        integer(REQUESTS_PER_MINUTE),
        Duration.ofSeconds(integer(SHUTDOWN_DELAY)),
        Duration.ofSeconds(integer(SHUTDOWN_GRACE)));
  }

  /** {@code text} or {@code json}. */
  String logFormat() {
    return switch (required(LOG_FORMAT)) {
      case "text", "json" -> required(LOG_FORMAT);
      default ->
          throw new IllegalArgumentException(
              "%s must be text or json, is '%s'".formatted(LOG_FORMAT.key(), required(LOG_FORMAT)));
    };
  }

  /** The table of all options as text. */
  static String help() {
    return Arrays.stream(GatewayOption.values())
        .map(
            option ->
                "  --%-22s %s%s"
                    .formatted(
                        option.key(),
                        option.description(),
                        option.defaultValue() == null ? "" : " Default: " + option.defaultValue()))
        .collect(
            Collectors.joining(
                "\n",
                "Options:\n  --config                 Properties file with these options.\n",
                "\n  --kafka.<name>           Property of every Kafka client, as kafka.bootstrap.servers.\n"));
  }

  private @Nullable DirectorySettings directory() {
    var uri = optional(DIRECTORY);
    return uri == null
        ? null
        : new DirectorySettings(
            uri,
            optional(DIRECTORY_KEY_FILE),
            integer(DIRECTORY_CONCURRENCY),
            DirectorySettings.DEFAULT_CALL_TIMEOUT,
            integer(DIRECTORY_CALLS_PER_MINUTE),
            new CacheSettings(
                CacheSettings.parseBytes(required(DIRECTORY_CACHE)),
                Duration.ofSeconds(integer(DIRECTORY_CACHE_TTL)),
                Duration.ofSeconds(integer(DIRECTORY_CACHE_MISS_TTL))));
  }

  private Delivery delivery() {
    return switch (required(RESULTS_DELIVERY)) {
      case "redirect" -> Delivery.REDIRECT;
      case "stream" -> Delivery.STREAM;
      default ->
          throw new IllegalArgumentException(
              "%s must be redirect or stream, is '%s'"
                  .formatted(RESULTS_DELIVERY.key(), required(RESULTS_DELIVERY)));
    };
  }

  private Map<String, String> kafka() {
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(KAFKA_PREFIX))
        .collect(
            Collectors.toMap(
                value -> value.getKey().substring(KAFKA_PREFIX.length()), Map.Entry::getValue));
  }

  private @Nullable String optional(GatewayOption option) {
    var value = values.get(option.key());
    return value == null ? option.defaultValue() : value;
  }

  private String required(GatewayOption option) {
    var value = optional(option);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(option.key() + " is missing: " + option.description());
    }
    return value;
  }

  private int integer(GatewayOption option) {
    var value = required(option);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be an integer, is '%s'".formatted(option.key(), value), e);
    }
  }

  private boolean flag(GatewayOption option) {
    return switch (required(option)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s must be true or false, is '%s'".formatted(option.key(), required(option)));
    };
  }

  private static void requireKnown(String key) {
    if (!key.startsWith(KAFKA_PREFIX)
        && Arrays.stream(GatewayOption.values()).noneMatch(option -> option.key().equals(key))) {
      throw new IllegalArgumentException("there is no option '%s'".formatted(key));
    }
  }

  private static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file %s cannot be read: %s".formatted(file, e), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, properties::getProperty));
  }
}
