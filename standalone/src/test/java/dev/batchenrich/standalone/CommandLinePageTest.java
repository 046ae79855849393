package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.batchenrich.contract.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandLinePageTest {

  /** But for placeholders. */
  private static final Pattern NAMED =
      Pattern.compile("(?:\\./)?batch-enrich (?!bench\\b)([a-z][^<]*)");

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

  @Test
  void commandsThatPagesNameInPassingAreUnderstood() throws IOException {
    var named =
        Page.all().stream()
            .flatMap(page -> page.inlines().stream())
            .map(NAMED::matcher)
            .filter(Matcher::matches)
            .map(command -> command.group(1).split(" ", -1))
            .toList();

    assertThat(named).isNotEmpty();
    for (var words : named) {
      var commands = BatchEnrichMain.commandLine();
      if (words.length == 1) {
        assertThat(commands.getSubcommands()).containsKey(words[0]);
      } else {
        assertThatCode(() -> commands.parseArgs(words))
            .as("%s", List.of(words))
            .doesNotThrowAnyException();
      }
    }
  }
}
