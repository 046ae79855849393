package dev.batchenrich.pipeline;

import java.time.Duration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How both jobs keep their state. */
final class ExactlyOnce {

  private ExactlyOnce() {}

  /** Aligned, because announcements rest on what arrives before a barrier. */
  static void checkpoint(StreamExecutionEnvironment environment, Duration interval) {
    environment.getConfig().enableObjectReuse();
    environment.enableCheckpointing(interval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    var checkpoints = environment.getCheckpointConfig();
    checkpoints.enableUnalignedCheckpoints(false);
    checkpoints.setExternalizedCheckpointRetention(
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    checkpoints.setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
  }
}
