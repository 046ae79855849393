package dev.batchenrich.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * What happens in a gateway, counted.
 *
 * @param registry where the counts go; one without a place to go forgets them
 */
public record GatewayMetrics(MeterRegistry registry) {

  private static final String PREFIX = "batch.enrich.";
  private static final Duration[] BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** Reads its state whenever it is asked for. */
  public void watch(BooleanSupplier isReady, DoubleSupplier viewLag) {
    Gauge.builder(PREFIX + "ready", () -> isReady.getAsBoolean() ? 1 : 0)
        .description("1 while jobs can be taken and answered for, otherwise 0")
        .register(registry);
    Gauge.builder(PREFIX + "view.lag", viewLag::getAsDouble)
        .baseUnit("records")
        .description("How far the view is behind the logs of jobs, statuses and webhook attempts")
        .register(registry);
  }

  /** A submission was answered with 202. */
  public void accepted(boolean isReplay) {
    submission("accepted", isReplay ? "replay" : "new");
  }

  /** A submission was answered with an error. */
  public void refused(String reason) {
    submission("refused", reason);
  }

  /** A transaction with the chunks of a submission has ended. */
  public void published(boolean isCommitted, Duration duration) {
    Timer.builder(PREFIX + "publish")
        .description("Time that it took to publish a submission")
        .tag("outcome", isCommitted ? "committed" : "failed")
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration);
  }

  /**
   * A request was answered.
   *
   * @param method one of few
   * @param route one of few: never a path as it was sent
   */
  public void answered(String method, String route, int status, Duration duration) {
    Timer.builder(PREFIX + "http.requests")
        .description("Time from the first byte of a request to the last of its answer")
        .tags("method", method, "route", route, "status", Integer.toString(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration);
  }

  private void submission(String outcome, String reason) {
    Counter.builder(PREFIX + "submissions")
        .description("Submissions of batches")
        .tags("outcome", outcome, "reason", reason)
        .register(registry)
        .increment();
  }
}
