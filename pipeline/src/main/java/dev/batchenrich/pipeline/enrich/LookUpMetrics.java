package dev.batchenrich.pipeline.enrich;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * How the directory behaves, as metrics of the subtask that asks it: {@code directory.identifiers},
 * of which records were asked for; {@code directory.retries} of look-ups that failed; {@code
 * directory.given_up}, the look-ups that failed for good.
 */
final class LookUpMetrics {

  private final Counter identifiers;
  private final Counter retries;
  private final Counter givenUp;

  /** Adds them to {@code metrics}. */
  LookUpMetrics(MetricGroup metrics) {
    var group = metrics.addGroup("directory");
    identifiers = group.counter("identifiers");
    retries = group.counter("retries", new ThreadSafeSimpleCounter());
    givenUp = group.counter("given_up", new ThreadSafeSimpleCounter());
  }

  /** By the task's own thread. */
  void asked(int count) {
    identifiers.inc(count);
  }

  /** By any thread. */
  void retried() {
    retries.inc();
  }

  /** By any thread. */
  void gaveUp() {
    givenUp.inc();
  }
}
