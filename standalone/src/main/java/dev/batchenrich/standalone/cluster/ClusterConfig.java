package dev.batchenrich.standalone.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The settings of a cluster sized for one machine.
 *
 * @param checkpoints where checkpoints are kept
 * @param temporary for what need not survive; emptied at start
 * @param slots the parallelism of all jobs together, 1 to {@value #MAX_SLOTS}
 */
public record ClusterConfig(Path checkpoints, Path temporary, int slots) {

  public static final int MAX_SLOTS = 17;

  private static final int FEW_SLOTS = 5;
  private static final String LOOPBACK = "127.0.0.1";

  public ClusterConfig {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "slots must be 1 to %d, are %d".formatted(MAX_SLOTS, slots));
    }
    checkpoints = checkpoints.toAbsolutePath();
    temporary = temporary.toAbsolutePath();
  }

  Configuration flink() {
    var flink = new Configuration();
    flink.set(CoreOptions.TMP_DIRS, temporary.toString());
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    // Flink's REST endpoint cannot be left out: it is bound to loopback and may change nothing.
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(WebOptions.TMP_DIR, temporary.toString());
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    flink.set(WebOptions.CANCEL_ENABLE, false);
    flink.set(WebOptions.RESCALE_ENABLE, false);

    flink.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, bufferSize());
    // Every subtask has a channel to every other one, at each of a few shuffles.
    var network = MemorySize.ofMebiBytes(64 + (long) slots * slots);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    // A checkpoint waits until the chunks in the buffers before it have been looked up, which takes
    // many seconds for all that fit in if a directory is slow.
    flink.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    flink.set(TaskManagerOptions.BUFFER_DEBLOAT_TARGET, Duration.ofMillis(500));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
    flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");

    flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Small state goes into the metadata: a handful of files for each checkpoint instead of dozens.
    flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.parse("256kb"));

    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    return flink;
  }

  /**
   * Room for several chunks, of which each wakes the next task otherwise. Flink gives a subtask two
   * buffers for each other one and eight besides; those of a few subtasks are larger, so that none
   * has to stop when a checkpoint makes it wait for another. Many subtasks have enough, and such
   * buffers would not fit into their memory.
   */
  private MemorySize bufferSize() {
    return MemorySize.parse(slots <= FEW_SLOTS ? "256kb" : "128kb");
  }
}
