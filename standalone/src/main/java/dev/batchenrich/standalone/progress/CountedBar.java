package dev.batchenrich.standalone.progress;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** A bar with its counts as all other numbers here are written: {@code 400/5,000}. */
final class CountedBar extends DefaultProgressBarRenderer {

  CountedBar() {
    super(
        ProgressBarStyle.ASCII, "", 1, false, null, ChronoUnit.SECONDS, true, CountedBar::timeLeft);
  }

  @Override
  protected String ratio(ProgressState state) {
    var all = "%,d".formatted(state.getMax());
    var done = "%,d".formatted(state.getCurrent());
    return " ".repeat(Math.max(0, all.length() - done.length())) + done + "/" + all;
  }

  /** At the pace so far. */
  private static Optional<Duration> timeLeft(ProgressState state) {
    var done = state.getCurrent() - state.getStart();
    return done <= 0
        ? Optional.empty()
        : Optional.of(
            state
                .getElapsedAfterStart()
                .multipliedBy(Math.max(0, state.getMax() - state.getCurrent()))
                .dividedBy(done));
  }
}
