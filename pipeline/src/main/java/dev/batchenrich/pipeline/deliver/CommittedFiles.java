package dev.batchenrich.pipeline.deliver;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;

/**
 * Takes the files out of what the FileSink's committer reports. The metrics {@code results.files}
 * and {@code results.bytes} count them; after a recovery some a second time.
 */
final class CommittedFiles
    extends RichFlatMapFunction<CommittableMessage<FileSinkCommittable>, CommittedFile> {

  private transient Counter files;
  private transient Counter bytes;

  @Override
  public void open(OpenContext context) {
    var results = getRuntimeContext().getMetricGroup().addGroup("results");
    files = results.counter("files");
    bytes = results.counter("bytes");
  }

  @Override
  public void flatMap(
      CommittableMessage<FileSinkCommittable> message, Collector<CommittedFile> out) {
    if (message instanceof CommittableWithLineage<FileSinkCommittable> committed) {
      var file = committed.getCommittable().getPendingFile();
      if (file != null) {
        if (file.getPath() == null) {
          throw new IllegalStateException("a file system whose writers do not tell their paths");
        }
        files.inc();
        bytes.inc(file.getSize());
        out.collect(
            new CommittedFile(
                committed.getCommittable().getBucketId(),
                file.getPath().getName(),
                file.getSize()));
      }
    }
  }
}
