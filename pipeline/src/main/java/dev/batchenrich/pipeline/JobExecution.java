package dev.batchenrich.pipeline;

import java.time.Duration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How both jobs are executed. */
final class JobExecution {

  /** Without a thread for each task that looks for what is to be handed on. */
  private static final long AT_ONCE = 0;

  private JobExecution() {}

  /**
   * Exactly once. Checkpoints are aligned, because announcements rest on what arrives before a
   * barrier. What a task emits goes to the next one at once, unless an operator says otherwise: it
   * comes a few times a batch, and whoever waits for the batch's end waits for it.
   */
  static void configure(StreamExecutionEnvironment environment, Duration checkpointInterval) {
    environment.getConfig().enableObjectReuse();
    environment.setBufferTimeout(AT_ONCE);
    environment.enableCheckpointing(checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    var checkpoints = environment.getCheckpointConfig();
    checkpoints.enableUnalignedCheckpoints(false);
    checkpoints.setExternalizedCheckpointRetention(
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    checkpoints.setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
  }
}
