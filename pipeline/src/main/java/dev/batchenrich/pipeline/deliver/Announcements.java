package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.contract.BatchStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * How many batches ended how: the metric {@code batches.announced} of the subtask that announces
 * them, with the label {@code status}.
 */
final class Announcements {

  private final Map<BatchStatus, Counter> byStatus = new EnumMap<>(BatchStatus.class);

  /** Adds them to {@code metrics}. */
  Announcements(MetricGroup metrics) {
    var batches = metrics.addGroup("batches");
    for (var status : BatchStatus.values()) {
      byStatus.put(status, batches.addGroup("status", status.wireName()).counter("announced"));
    }
  }

  /** A batch has ended so. */
  void ended(BatchStatus status) {
    Objects.requireNonNull(byStatus.get(status)).inc();
  }
}
