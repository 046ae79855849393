package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.pipeline.assemble.FinishedBatch;
import dev.batchenrich.pipeline.assemble.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A FileSink that announces: once the files of a batch are committed, and so visible and complete,
 * the batch's terminal status goes to {@code statuses}, together with the reports on batches that
 * are still in progress. One sink writes both, so that a report never follows an end.
 */
public final class ResultsSink
    implements Sink<FinishedBatch>,
        SupportsWriterState<FinishedBatch, FileWriterBucketState>,
        SupportsCommitter<FileSinkCommittable>,
        SupportsPostCommitTopology<FileSinkCommittable> {

  private final FileSink<BatchFile> files;
  private final Path folder;
  private final Duration retention;
  private final transient DataStream<Outcome> outcomes;
  private final transient DataStream<JobStatus> progress;
  private final transient Sink<JobStatus> statuses;

  /**
   * The streams are wired in when the job graph is made, from this very object, and are not needed
   * where the sink runs.
   *
   * @param retention after which the files of a batch are removed
   */
  public ResultsSink(
      Path folder,
      Duration retention,
      DataStream<Outcome> outcomes,
      DataStream<JobStatus> progress,
      Sink<JobStatus> statuses) {
    this.files = ResultsFiles.in(folder);
    this.folder = folder;
    this.retention = retention;
    this.outcomes = outcomes;
    this.progress = progress;
    this.statuses = statuses;
  }

  @Override
  public void addPostCommitTopology(
      DataStream<CommittableMessage<FileSinkCommittable>> committables) {
    var written = committables.flatMap(new CommittedFiles()).uid("committed-files");
    var announced =
        outcomes
            .keyBy(Outcome::batchId)
            .connect(written.keyBy(CommittedFile::batchId))
            .process(new AnnounceBatch(folder, retention))
            .uid("announce")
            .name("announce");
    announced
        .getSideOutput(AnnounceBatch.EXPIRING)
        .keyBy(Expiry::group)
        .process(new RemoveExpired(folder, retention))
        .uid("remove-expired")
        .name("remove-expired");
    announced.union(progress).sinkTo(statuses).uid("statuses").name("statuses");
  }

  @Override
  public StatefulSinkWriter<FinishedBatch, FileWriterBucketState> createWriter(
      WriterInitContext context) throws IOException {
    return new BatchWriter(files.createWriter(context));
  }

  @Override
  public StatefulSinkWriter<FinishedBatch, FileWriterBucketState> restoreWriter(
      WriterInitContext context, Collection<FileWriterBucketState> state) throws IOException {
    return new BatchWriter(files.restoreWriter(context, state));
  }

  @Override
  public SimpleVersionedSerializer<FileWriterBucketState> getWriterStateSerializer() {
    return files.getWriterStateSerializer();
  }

  @Override
  public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return files.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
    return files.getCommittableSerializer();
  }
}
