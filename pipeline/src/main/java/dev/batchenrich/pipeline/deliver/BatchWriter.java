package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.pipeline.assemble.FinishedBatch;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;

/** Hands the files of a batch to the FileSink's writer together, so that one checkpoint has all. */
final class BatchWriter
    implements StatefulSinkWriter<FinishedBatch, FileWriterBucketState>,
        CommittingSinkWriter<FinishedBatch, FileSinkCommittable> {

  private final FileWriter<BatchFile> files;

  BatchWriter(FileWriter<BatchFile> files) {
    this.files = files;
  }

  @Override
  public void write(FinishedBatch batch, Context context) throws IOException, InterruptedException {
    files.write(BatchFile.results(batch), context);
    if (!batch.unresolved().isEmpty()) {
      files.write(BatchFile.unresolved(batch), context);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    files.flush(endOfInput);
  }

  @Override
  public Collection<FileSinkCommittable> prepareCommit() throws IOException {
    return files.prepareCommit();
  }

  @Override
  public List<FileWriterBucketState> snapshotState(long checkpointId) throws IOException {
    return files.snapshotState(checkpointId);
  }

  @Override
  public void close() {
    files.close();
  }
}
