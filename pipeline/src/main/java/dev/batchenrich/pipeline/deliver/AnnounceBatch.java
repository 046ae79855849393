package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the outcome of a batch with its committed file into the batch's terminal status, and
 * removes the file when it expires.
 *
 * <p>An outcome is always here before its file: both leave the assembly before the same checkpoint
 * barrier, and the file is committed only after that checkpoint, which must be aligned for this to
 * hold. So a file without an outcome was announced before and is told of again after a recovery.
 */
final class AnnounceBatch
    extends KeyedCoProcessFunction<String, Outcome, CommittedFile, JobStatus> {

  private static final Logger LOG = LoggerFactory.getLogger(AnnounceBatch.class);
  private static final Duration REMOVAL_RETRY = Duration.ofHours(1);

  private final Path folder;
  private final Duration retention;
  private transient ValueState<Outcome> waiting;

  AnnounceBatch(Path folder, Duration retention) {
    this.folder = folder;
    this.retention = retention;
  }

  @Override
  public void open(OpenContext context) {
    waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", Outcome.class));
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
    waiting.clear();
    var lost = whyLost(file);
    var status =
        lost == null
            ? outcome.delivered(
                new ResultsFile(file.batchId() + "/" + file.name(), file.bytes()), retention)
            : outcome.undelivered(lost, retention);
    out.collect(status);
    context
        .timerService()
        .registerProcessingTimeTimer(outcome.completedAt().plus(retention).toEpochMilli());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JobStatus> out) {
    var expired = new Path(folder, context.getCurrentKey());
    try {
      expired.getFileSystem().delete(expired, true);
    } catch (IOException e) {
      LOG.warn("Could not remove expired results, trying again later path={}", expired, e);
      context.timerService().registerProcessingTimeTimer(timestamp + REMOVAL_RETRY.toMillis());
    }
  }

  /** Recovery can commit a file that is gone without a word, so what was promised is checked. */
  private @Nullable String whyLost(CommittedFile file) throws IOException {
    var path = new Path(new Path(folder, file.batchId()), file.name());
    try {
      var length = FileSystem.get(path.toUri()).getFileStatus(path).getLen();
      return length == file.bytes()
          ? null
          : "the results file has %d bytes instead of %d".formatted(length, file.bytes());
    } catch (FileNotFoundException e) {
      return "the results file was lost before it could be delivered";
    }
  }
}
