package dev.batchenrich.standalone.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
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
  void theCountsOfTheBarAreWrittenAsAllOtherNumbers() {
    var drawn = new ArrayList<String>();
    try (var bar =
        new ProgressBarBuilder()
            .setTaskName("enriched")
            .setInitialMax(5_000)
            .setRenderer(new CountedBar())
            .setConsumer(new DelegatingProgressBarConsumer(drawn::add))
            .build()) {
      bar.stepTo(1_400);
    }

    assertThat(drawn).last().asString().contains("28%", " 1,400/5,000 (");
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
