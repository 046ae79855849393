package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void thePageHoldsTheTableOfTheGatewaysOptions() throws IOException {
    assertThat(Files.readString(PAGE)).contains(table());
  }

  private static String table() {
    return Arrays.stream(GatewayOption.values())
        .map(
            option ->
                "| `--%s` | %s | %s |"
                    .formatted(
                        option.key(),
                        Objects.requireNonNullElse(option.defaultValue(), ""),
                        option.description()))
        .collect(Collectors.joining("\n", "| option | default | what |\n|---|---|---|\n", "\n"));
  }
}
