package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlinkSettingsIT {

  /** Of plugins, whose options no class on Maven Central's artifacts for this Flink lists. */
  private static final Set<String> OF_PLUGINS =
      Set.of(
          "fs.s3a.aws.credentials.provider",
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port",
          "s3.attempts.maximum",
          "s3.endpoint",
          "s3.endpoint.region",
          "s3.path.style.access",
          "s3.retry.limit");

  @ParameterizedTest
  @EnumSource
  void everySettingIsOneThatFlinkKnowsWithAValueThatItCanRead(Overlay overlay) {
    var known = options();
    for (var job : overlay.manifests().ofKind("FlinkDeployment")) {
      var settings = Manifests.fields(job.at("/spec/flinkConfiguration"));
      var configuration = Configuration.fromMap(settings);
      settings.keySet().removeAll(OF_PLUGINS);
      assertThat(known.keySet()).containsAll(settings.keySet());
      settings
          .keySet()
          .forEach(
              key -> assertThat(configuration.getOptional(known.get(key))).as(key).isPresent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobsShareNoFolderOfTheBucket(Overlay overlay) {
    var folders =
        overlay.manifests().ofKind("FlinkDeployment").stream()
            .map(job -> Manifests.fields(job.at("/spec/flinkConfiguration")).values())
            .flatMap(Collection::stream)
            .filter(value -> value.startsWith("s3://"))
            .toList();
    assertThat(folders).hasSize(6).doesNotHaveDuplicates();
  }

  private static Map<String, ConfigOption<?>> options() {
    var options = new HashMap<String, ConfigOption<?>>();
    Stream.of(
            CheckpointingOptions.class,
            HighAvailabilityOptions.class,
            MetricOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class)
        .flatMap(type -> Arrays.stream(type.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == ConfigOption.class)
        .map(FlinkSettingsIT::option)
        .forEach(option -> options.put(option.key(), option));
    return options;
  }

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
