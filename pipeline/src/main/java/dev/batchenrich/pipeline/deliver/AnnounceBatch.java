package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.assemble.Outcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Joins the outcome of a batch with its committed files, of results and perhaps of unresolved
 * positions, into the batch's terminal status, and tells when the files expire.
 *
 * <p>An outcome is always here before its files: all leave the assembly before the same checkpoint
 * barrier, and files are committed only after that checkpoint, which must be aligned for this to
 * hold. So a file without an outcome was announced before and is told of again after a recovery.
 */
final class AnnounceBatch
    extends KeyedCoProcessFunction<String, Outcome, CommittedFile, JobStatus> {

  static final OutputTag<Expiry> EXPIRING = new OutputTag<>("expiring") {};

  private final Path folder;
  private final Duration retention;
  private transient ValueState<Outcome> waiting;
  private transient ValueState<CommittedFile> firstOfTwo;
  private transient Announcements announcements;

  AnnounceBatch(Path folder, Duration retention) {
    this.folder = folder;
    this.retention = retention;
  }

  @Override
  public void open(OpenContext context) {
    waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", Outcome.class));
    firstOfTwo =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("first-of-two", CommittedFile.class));
    announcements = new Announcements(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement1(Outcome outcome, Context context, Collector<JobStatus> out)
      throws IOException {
    waiting.update(outcome);
  }

  @Override
  public void processElement2(CommittedFile file, Context context, Collector<JobStatus> out)
      throws IOException {
    var outcome = waiting.value();
    if (outcome == null) {
      return;
    }
    var other = firstOfTwo.value();
    JobStatus status;
    if (!outcome.hasUnresolvedFile()) {
      status = status(outcome, file, null);
    } else if (other != null && other.isUnresolved() != file.isUnresolved()) {
      status = file.isUnresolved() ? status(outcome, other, file) : status(outcome, file, other);
    } else {
      firstOfTwo.update(file);
      return;
    }
    out.collect(status);
    announcements.ended(status.status());
    waiting.clear();
    firstOfTwo.clear();
    context.output(
        EXPIRING,
        new Expiry(outcome.batchId(), outcome.completedAt().plus(retention).toEpochMilli()));
  }

  /** Of a batch that a version announced which kept a timer for each of them. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JobStatus> out) {
    context.output(EXPIRING, new Expiry(context.getCurrentKey(), timestamp));
  }

  private JobStatus status(
      Outcome outcome, CommittedFile results, @Nullable CommittedFile unresolved)
      throws IOException {
    var lost = whyLost(results, "the results file");
    if (lost == null && unresolved != null) {
      lost = whyLost(unresolved, "the list of unresolved identifiers");
    }
    return lost == null
        ? outcome.delivered(
            results.announced(), unresolved == null ? null : unresolved.announced(), retention)
        : outcome.undelivered(lost, retention);
  }

  /** Recovery can commit a file that is gone without a word, so what was promised is checked. */
  private @Nullable String whyLost(CommittedFile file, String name) throws IOException {
    var path = new Path(folder, file.path());
    try {
      var length = FileSystem.get(path.toUri()).getFileStatus(path).getLen();
      return length == file.bytes()
          ? null
          : "%s has %d bytes instead of %d".formatted(name, length, file.bytes());
    } catch (FileNotFoundException e) {
      return name + " was lost before it could be delivered";
    }
  }
}
