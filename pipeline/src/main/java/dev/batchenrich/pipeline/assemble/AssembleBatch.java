package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.intake.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parts of each batch until the last one is there, then emits the whole batch. A chunk
 * that was seen before is ignored, also after the end of its batch; one that says something else
 * about the batch than the first one becomes a dead letter. A batch whose chunks stop coming fails
 * at its deadline with what it has.
 */
public final class AssembleBatch extends KeyedProcessFunction<String, EncodedChunk, FinishedBatch> {

  public static final OutputTag<JobStatus> PROGRESS = new OutputTag<>("progress") {};
  public static final OutputTag<DeadLetter> CONTRADICTORY = new OutputTag<>("contradictory") {};

  /**
   * Longer than Kafka keeps submissions, so that a batch that is read again is not written again.
   */
  private static final Duration REMEMBERED = Duration.ofDays(8);

  private final Duration deadline;
  private final Duration progressInterval;

  private transient ValueState<BatchProgress> progress;
  private transient MapState<Integer, Part> parts;
  private transient ValueState<Boolean> ended;

  /**
   * @param deadline how long to wait for the next chunk of a batch
   * @param progressInterval the time between two reports on a batch
   */
  public AssembleBatch(Duration deadline, Duration progressInterval) {
    this.deadline = deadline;
    this.progressInterval = progressInterval;
  }

  @Override
  public void open(OpenContext context) {
    var state = getRuntimeContext();
    progress = state.getState(new ValueStateDescriptor<>("progress", BatchProgress.class));
    parts = state.getMapState(new MapStateDescriptor<>("parts", Integer.class, Part.class));
    var remembered = new ValueStateDescriptor<>("ended", Boolean.class);
    remembered.enableTimeToLive(StateTtlConfig.newBuilder(REMEMBERED).build());
    ended = state.getState(remembered);
  }

  @Override
  public void processElement(EncodedChunk chunk, Context context, Collector<FinishedBatch> out)
      throws Exception {
    if (ended.value() != null) {
      return;
    }
    var timers = context.timerService();
    var soFar = progress.value();
    if (soFar == null) {
      soFar = begin(chunk, timers);
    } else if (!soFar.batch().equals(chunk.batch())) {
      context.output(
          CONTRADICTORY,
          new DeadLetter(chunk.message(), "batch differs from that of the batch's first chunk"));
      return;
    }
    if (parts.contains(chunk.chunkIndex())) {
      return;
    }
    parts.put(chunk.chunkIndex(), Part.of(chunk));
    var now = timers.currentProcessingTime();
    timers.deleteProcessingTimeTimer(soFar.deadline());
    var updated = soFar.plus(chunk, now + deadline.toMillis());
    if (updated.isComplete()) {
      end(updated, updated.errorMessage(), timers, out);
    } else {
      timers.registerProcessingTimeTimer(updated.deadline());
      progress.update(updated);
    }
  }

  private BatchProgress begin(EncodedChunk chunk, TimerService timers) {
    var progressAt = timers.currentProcessingTime() + progressInterval.toMillis();
    timers.registerProcessingTimeTimer(progressAt);
    return BatchProgress.begin(chunk.batch(), progressAt);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FinishedBatch> out)
      throws Exception {
    var soFar = progress.value();
    if (soFar == null) {
      return;
    }
    var timers = context.timerService();
    if (timestamp >= soFar.deadline()) {
      var reason =
          "only %d of %d chunks arrived; none in the last %s"
              .formatted(soFar.chunks(), soFar.batch().chunkCount(), deadline);
      end(soFar, reason, timers, out);
    } else if (timestamp >= soFar.progressAt()) {
      context.output(PROGRESS, soFar.status());
      var next = soFar.reportingAt(timers.currentProcessingTime() + progressInterval.toMillis());
      timers.registerProcessingTimeTimer(next.progressAt());
      progress.update(next);
    }
  }

  private void end(
      BatchProgress last,
      @Nullable String errorMessage,
      TimerService timers,
      Collector<FinishedBatch> out)
      throws Exception {
    var inOrder = new TreeMap<Integer, Part>();
    for (var part : parts.entries()) {
      inOrder.put(part.getKey(), part.getValue());
    }
    var identifierCount = last.batch().identifierCount();
    var contradiction = last.isComplete() ? Part.contradiction(inOrder, identifierCount) : null;
    out.collect(
        new FinishedBatch(
            new Outcome(
                last.batch(),
                last.status().processedCount(),
                last.resultCount(),
                Instant.ofEpochMilli(timers.currentProcessingTime()),
                contradiction == null ? errorMessage : contradiction),
            Part.segments(inOrder)));
    timers.deleteProcessingTimeTimer(last.progressAt());
    timers.deleteProcessingTimeTimer(last.deadline());
    progress.clear();
    parts.clear();
    ended.update(true);
  }
}
