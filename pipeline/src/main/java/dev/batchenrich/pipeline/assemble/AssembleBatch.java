package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.intake.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parts of each batch until the last one is there, then emits the whole batch. A chunk
 * that was seen before is ignored, also after the end of its batch; one that says something else
 * about the batch than the first one becomes a dead letter. A batch that is cancelled ends at once
 * with what it has, if it has not ended before; one whose chunks stop coming fails so at its
 * deadline.
 */
public final class AssembleBatch
    extends KeyedCoProcessFunction<String, EncodedChunk, Cancellation, FinishedBatch>
    implements CheckpointedFunction {

  public static final OutputTag<JobStatus> PROGRESS = new OutputTag<>("progress") {};
  public static final OutputTag<DeadLetter> CONTRADICTORY = new OutputTag<>("contradictory") {};

  private static final long UNKNOWN = -1;

  private final Duration deadline;
  private final Duration progressInterval;
  private final AssemblyListener listener;

  private transient ValueState<BatchProgress> progress;
  private transient MapState<Integer, Part> parts;
  private transient RememberedBatches ended;
  private transient long runningSince;

  /**
   * @param deadline how long to wait for the next chunk of a batch
   * @param progressInterval the time between two reports on a batch
   * @param listener is told of each chunk, and of each batch after it was emitted
   */
  public AssembleBatch(Duration deadline, Duration progressInterval, AssemblyListener listener) {
    this.deadline = deadline;
    this.progressInterval = progressInterval;
    this.listener = listener;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ended = new RememberedBatches(context, getRuntimeContext().getTaskInfo());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ended.store();
  }

  @Override
  public void open(OpenContext context) {
    var state = getRuntimeContext();
    progress = state.getState(new ValueStateDescriptor<>("progress", BatchProgress.class));
    parts = state.getMapState(new MapStateDescriptor<>("parts", Integer.class, Part.class));
    runningSince = UNKNOWN;
  }

  @Override
  public void processElement1(EncodedChunk chunk, Context context, Collector<FinishedBatch> out)
      throws Exception {
    listener.received();
    var stored = progress.value();
    if (stored == null && ended.contains(chunk.batchId(), now(context.timerService()))) {
      return;
    }
    var soFar =
        stored == null ? BatchProgress.begin(chunk.batch(), now(context.timerService())) : stored;
    if (!soFar.batch().equals(chunk.batch())) {
      refuse(chunk, "batch differs from that of the batch's first chunk", context);
    } else if (!parts.contains(chunk.chunkIndex())) {
      if (soFar.hasRoomFor(chunk)) {
        add(chunk, soFar, context.timerService(), out);
      } else {
        refuse(chunk, "the batch's chunks hold more identifiers than identifier_count", context);
      }
    }
  }

  @Override
  public void processElement2(
      Cancellation cancellation, Context context, Collector<FinishedBatch> out) throws Exception {
    var timers = context.timerService();
    var soFar = progress.value();
    if (soFar == null && ended.contains(cancellation.batchId(), now(timers))) {
      return;
    }
    end(
        soFar == null ? BatchProgress.begin(cancellation.batch(), now(timers)) : soFar,
        null,
        true,
        timers,
        out);
  }

  private static void refuse(EncodedChunk chunk, String reason, Context context) {
    context.output(CONTRADICTORY, new DeadLetter(chunk.message(), reason));
  }

  private void add(
      EncodedChunk chunk, BatchProgress soFar, TimerService timers, Collector<FinishedBatch> out)
      throws Exception {
    parts.put(chunk.chunkIndex(), Part.of(chunk));
    var updated = soFar.plus(chunk);
    if (updated.isComplete()) {
      end(updated, updated.errorMessage(), false, timers, out);
      return;
    }
    var now = now(timers);
    var isReportDue = updated.progressAt() == BatchProgress.NEVER;
    update(
        updated,
        now + deadline.toMillis(),
        isReportDue ? now + progressInterval.toMillis() : updated.progressAt(),
        timers);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FinishedBatch> out)
      throws Exception {
    var soFar = progress.value();
    if (soFar == null) {
      return;
    }
    var timers = context.timerService();
    var now = now(timers);
    if (timestamp == soFar.progressAt()) {
      context.output(PROGRESS, soFar.status(now));
      soFar = update(soFar, soFar.deadline(), BatchProgress.NEVER, timers);
    }
    if (timestamp == soFar.deadline()) {
      // The time that the job was down is not the batch's fault: its chunks may wait in Kafka.
      if (now - runningSince >= deadline.toMillis()) {
        var reason =
            "only %d of %d chunks arrived; none in the last %s"
                .formatted(soFar.chunks(), soFar.batch().chunkCount(), deadline);
        end(soFar, reason, false, timers, out);
      } else {
        update(soFar, now + deadline.toMillis(), soFar.progressAt(), timers);
      }
    }
  }

  private long now(TimerService timers) {
    var now = timers.currentProcessingTime();
    if (runningSince == UNKNOWN) {
      runningSince = now;
    }
    return now;
  }

  private BatchProgress update(
      BatchProgress soFar, long newDeadline, long newProgressAt, TimerService timers)
      throws IOException {
    if (newDeadline != soFar.deadline()) {
      timers.deleteProcessingTimeTimer(soFar.deadline());
      timers.registerProcessingTimeTimer(newDeadline);
    }
    if (newProgressAt != soFar.progressAt() && newProgressAt != BatchProgress.NEVER) {
      timers.registerProcessingTimeTimer(newProgressAt);
    }
    var updated = soFar.due(newDeadline, newProgressAt);
    progress.update(updated);
    return updated;
  }

  private void end(
      BatchProgress last,
      @Nullable String errorMessage,
      boolean cancelled,
      TimerService timers,
      Collector<FinishedBatch> out)
      throws Exception {
    var inOrder = new TreeMap<Integer, Part>();
    for (var part : parts.entries()) {
      inOrder.put(part.getKey(), part.getValue());
    }
    var identifierCount = last.batch().identifierCount();
    var contradiction = last.isComplete() ? Part.contradiction(inOrder, identifierCount) : null;
    var unresolved = Part.unresolved(inOrder, last.processedCount() - last.resultCount());
    out.collect(
        new FinishedBatch(
            new Outcome(
                last.batch(),
                last.processedCount(),
                last.resultCount(),
                Instant.ofEpochMilli(now(timers)),
                contradiction == null ? errorMessage : contradiction,
                !unresolved.isEmpty(),
                cancelled),
            Part.segments(inOrder),
            unresolved));
    timers.deleteProcessingTimeTimer(last.progressAt());
    timers.deleteProcessingTimeTimer(last.deadline());
    progress.clear();
    parts.clear();
    ended.add(last.batch().batchId(), now(timers));
    listener.ended();
  }
}
