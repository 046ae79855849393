package dev.batchenrich.standalone.progress;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr, below those that are there already. */
final class ProgressBars implements Progress {

  private final ProgressBar bar;

  ProgressBars(String title, long all) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("%-10s".formatted(title))
            .setInitialMax(all)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) Duration.ofMillis(100).toMillis())
            .build();
  }

  @Override
  public void processed(long count) {
    bar.stepTo(count);
  }

  @Override
  public void close() {
    bar.close();
  }
}
