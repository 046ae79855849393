package dev.batchenrich.standalone.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final String UP = "\u001b[1A";
  private static final String ERASED = "\r\u001b[K";

  private final StringWriter said = new StringWriter();

  @Test
  void whatIsSaidTakesThePlaceOfTheBarAndLeavesItALine() {
    try (var progress = Progress.of("enriched", 10, new PrintWriter(said), true)) {
      progress.note("job 1");
    }

    assertThat(said).hasToString(UP + ERASED + "job 1\n\n");
  }

  @Test
  void withoutATerminalThereAreOnlyLines() {
    try (var progress = Progress.of("enriched", 1_000, new PrintWriter(said), false)) {
      progress.note("job 1");
      progress.processed(400);
      progress.processed(400);
    }

    assertThat(said.toString().lines()).containsExactly("job 1", "enriched   400 of 1,000");
  }
}
