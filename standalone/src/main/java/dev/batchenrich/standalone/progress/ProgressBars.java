package dev.batchenrich.standalone.progress;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on {@code out}, which is stderr, below those that are there already. */
final class ProgressBars implements Progress {

  /** From below the last bar to its place, which is cleared. */
  private static final String OVER = "\u001b[1A\r\u001b[K";

  private final PrintWriter out;
  private final ProgressBar bar;

  ProgressBars(String title, long all, PrintWriter out) {
    this.out = out;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("%-10s".formatted(title))
            .setInitialMax(all)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) Duration.ofMillis(100).toMillis())
            // Drawn again below what was said.
            .continuousUpdate()
            .build();
  }

  @Override
  public void processed(long count) {
    bar.stepTo(count);
  }

  @Override
  public void note(String line) {
    out.print(OVER + line + "\n\n");
    out.flush();
  }

  @Override
  public void close() {
    bar.close();
  }
}
