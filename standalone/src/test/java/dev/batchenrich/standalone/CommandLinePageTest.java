package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLinePageTest {

  private static final Path PAGE = Path.of("..", "docs", "command-line.md").toAbsolutePath();

  @Test
  void thePageListsEveryCommandAndEveryExitCode() throws IOException {
    var page = Files.readString(PAGE, UTF_8);

    for (var command : BatchEnrichMain.commandLine().getSubcommands().keySet()) {
      assertThat(page).containsPattern("\\| \\[`%s`\\]\\(#.+\\) \\| ".formatted(command));
      assertThat(page).contains("batch-enrich " + command);
    }
    Exit.meanings()
        .forEach(
            (code, meaning) -> assertThat(page).contains("| %s | %s |".formatted(code, meaning)));
  }
}
