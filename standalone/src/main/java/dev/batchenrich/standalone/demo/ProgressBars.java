package dev.batchenrich.standalone.demo;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each batch, below each other. */
final class ProgressBars implements Progress {

  private final int requested;
  private final ProgressBar bar;

  ProgressBars(String title, int requested) {
    this.requested = requested;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("%-10s".formatted(title))
            .setInitialMax(requested)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) Duration.ofMillis(100).toMillis())
            .build();
  }

  @Override
  public void processed(int count) {
    bar.stepTo(count);
  }

  @Override
  public void close() {
    bar.stepTo(requested);
    bar.close();
  }
}
