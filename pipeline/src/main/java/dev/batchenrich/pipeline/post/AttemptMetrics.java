package dev.batchenrich.pipeline.post;

import dev.batchenrich.contract.message.WebhookAttempt;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * What came of attempts to send webhooks: the metric {@code webhooks.attempts} of the subtask that
 * makes them, with the label {@code outcome}: {@code delivered}, {@code retried} later or {@code
 * given_up}.
 */
final class AttemptMetrics {

  private final Counter delivered;
  private final Counter retried;
  private final Counter givenUp;

  /** Adds them to {@code metrics}. */
  AttemptMetrics(MetricGroup metrics) {
    delivered = counter(metrics, "delivered");
    retried = counter(metrics, "retried");
    givenUp = counter(metrics, "given_up");
  }

  private static Counter counter(MetricGroup metrics, String outcome) {
    return metrics
        .addGroup("webhooks")
        .addGroup("outcome", outcome)
        .counter("attempts", new ThreadSafeSimpleCounter());
  }

  /** By any thread. */
  void made(WebhookAttempt attempt) {
    if (attempt.isDelivered()) {
      delivered.inc();
    } else if (attempt.nextAttemptAt() != null) {
      retried.inc();
    } else {
      givenUp.inc();
    }
  }
}
