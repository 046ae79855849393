package dev.batchenrich.standalone.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The properties of Kafka clients, each as {@code --kafka.<property> <value>} or with a {@code =}.
 */
final class KafkaOptions {

  static final String SYNOPSIS = "--kafka.bootstrap.servers=HOST:PORT [--kafka.PROPERTY=VALUE]...";

  private static final String PREFIX = "--kafka.";

  private KafkaOptions() {}

  /**
   * The properties in those of its arguments that {@code command} has no option for.
   *
   * @throws ParameterException if there is something else, or no {@code bootstrap.servers}
   */
  static Map<String, Object> properties(List<String> unmatched, CommandLine command) {
    var properties = new HashMap<String, Object>();
    for (var rest = unmatched.iterator(); rest.hasNext(); ) {
      var argument = rest.next();
      if (!argument.startsWith(PREFIX)) {
        throw new UnmatchedArgumentException(command, List.of(argument));
      }
      var nameAndValue = argument.substring(PREFIX.length()).split("=", 2);
      if (nameAndValue.length == 1 && !rest.hasNext()) {
        throw new ParameterException(command, argument + " must be followed by a value");
      }
      properties.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : rest.next());
    }
    if (!properties.containsKey("bootstrap.servers")) {
      throw new ParameterException(command, "--kafka.bootstrap.servers=HOST:PORT is missing");
    }
    return properties;
  }
}
