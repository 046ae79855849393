package dev.batchenrich.pipeline;

import java.time.Duration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How both jobs run: without loss, and without waiting for more. */
final class ExactlyOnce {

  private static final long AT_ONCE = 0;

  private ExactlyOnce() {}

  /** Checkpoints are aligned, because announcements rest on what arrives before a barrier. */
  static void configure(StreamExecutionEnvironment environment, Duration interval) {
    environment.getConfig().enableObjectReuse();
    // All but chunks comes a few times a batch, and a batch that ends waits for it.
    environment.setBufferTimeout(AT_ONCE);
    environment.enableCheckpointing(interval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    var checkpoints = environment.getCheckpointConfig();
    checkpoints.enableUnalignedCheckpoints(false);
    checkpoints.setExternalizedCheckpointRetention(
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    checkpoints.setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
  }
}
