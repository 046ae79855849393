package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @ParameterizedTest
  @MethodSource("tables")
  void thePageHoldsTheTableOfTheJobsOptions(OptionTable options) throws IOException {
    assertThat(Files.readString(PAGE)).contains(table(options));
  }

  static List<OptionTable> tables() {
    return List.of(EnrichOptions.TABLE, WebhooksOptions.TABLE);
  }

  private static String table(OptionTable table) {
    return table.options().stream()
        .map(ConfigurationPageTest::row)
        .collect(Collectors.joining("\n", "| option | default | what |\n|---|---|---|\n", "\n"));
  }

  private static String row(ConfigOption<?> option) {
    var key = option.equals(OptionTable.KAFKA) ? "kafka.<property>" : option.key();
    var description =
        new HtmlFormatter().format(option.description()).replace("&lt;", "<").replace("&gt;", ">");
    var defaultValue = option.hasDefaultValue() ? text(option.defaultValue()) : "";
    return "| `--%s` | %s | %s |".formatted(key, defaultValue, description);
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigurationPageTest::text).collect(Collectors.joining(";"));
    }
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : String.valueOf(value);
  }
}
