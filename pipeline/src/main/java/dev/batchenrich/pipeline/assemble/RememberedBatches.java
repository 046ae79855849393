package dev.batchenrich.pipeline.assemble;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The {@link PastBatches} of a subtask in its state. What is stored by one may be for another: each
 * subtask is given the blocks of all, and takes what is in its own key groups.
 */
final class RememberedBatches {

  /**
   * Longer than Kafka keeps submissions, so that a batch that is read again is not written again.
   */
  private static final Duration REMEMBERED = Duration.ofDays(8);

  /** Of {@link #markers}, so many are looked at with each access, whether their time is over. */
  private static final int CLEANED_UP = 10;

  private final PastBatches batches = new PastBatches(REMEMBERED);
  private final ListState<PastBatches.Block> stored;

  /** How a batch, the current key, was known to have ended before there were blocks of them. */
  private final ValueState<Boolean> markers;

  /** Those in the state of {@code task}. */
  RememberedBatches(FunctionInitializationContext context, TaskInfo task) throws Exception {
    stored =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("ended-batches", PastBatches.Block.class));
    batches.restore(stored.get(), id -> isOf(task, id));
    stored.clear();
    var descriptor = new ValueStateDescriptor<>("ended", Boolean.class);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(REMEMBERED).cleanupIncrementally(CLEANED_UP, false).build());
    markers = context.getKeyedStateStore().getState(descriptor);
  }

  private static boolean isOf(TaskInfo task, UUID batchId) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            batchId.toString(),
            task.getMaxNumberOfParallelSubtasks(),
            task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
  }

  /** Whether the batch, the current key, is known {@code now} to have ended. */
  boolean contains(String batchId, long now) throws IOException {
    return batches.contains(batchId, now) || markers.value() != null;
  }

  /** A batch ended {@code now}. */
  void add(String batchId, long now) {
    batches.add(batchId, now);
  }

  /** Brings the state up to date. */
  void store() throws Exception {
    stored.update(batches.blocks());
  }
}
