package dev.batchenrich.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.batchenrich.contract.page.Page;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

  private static final Pattern NAMED = Pattern.compile("(?:\\./)?batch-enrich (bench\\b.*)");

  @Test
  void whatPagesAskOfItIsUnderstood() throws IOException {
    var named =
        Page.all().stream()
            .flatMap(page -> page.inlines().stream())
            .map(NAMED::matcher)
            .filter(Matcher::matches)
            .map(command -> command.group(1))
            .toList();

    assertThat(named)
        .contains("bench --only throughput")
        .allSatisfy(
            command ->
                assertThatCode(
                        () -> new CommandLine(new BenchMain()).parseArgs(command.split(" ", -1)))
                    .as(command)
                    .doesNotThrowAnyException());
  }
}
