package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void thePageHoldsTheTableOfTheJobsOptions() throws IOException {
    assertThat(Files.readString(PAGE)).contains(table());
  }

  private static String table() {
    return EnrichOptions.ALL.stream()
        .map(ConfigurationPageTest::row)
        .collect(Collectors.joining("\n", "| option | default | what |\n|---|---|---|\n", "\n"));
  }

  private static String row(ConfigOption<?> option) {
    var key = option.equals(EnrichOptions.KAFKA) ? "kafka.<property>" : option.key();
    var defaultValue =
        option.defaultValue() instanceof Duration duration
            ? TimeUtils.formatWithHighestUnit(duration)
            : option.hasDefaultValue() ? String.valueOf(option.defaultValue()) : "";
    var description =
        new HtmlFormatter().format(option.description()).replace("&lt;", "<").replace("&gt;", ">");
    return "| `--%s` | %s | %s |".formatted(key, defaultValue, description);
  }
}
