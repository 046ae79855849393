package dev.batchenrich.pipeline.deliver;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;

/** Takes the files out of what the FileSink's committer reports. */
final class CommittedFiles
    implements FlatMapFunction<CommittableMessage<FileSinkCommittable>, CommittedFile> {

  @Override
  public void flatMap(
      CommittableMessage<FileSinkCommittable> message, Collector<CommittedFile> out) {
    if (message instanceof CommittableWithLineage<FileSinkCommittable> committed) {
      var file = committed.getCommittable().getPendingFile();
      if (file != null) {
        if (file.getPath() == null) {
          throw new IllegalStateException("a file system whose writers do not tell their paths");
        }
        out.collect(
            new CommittedFile(
                committed.getCommittable().getBucketId(),
                file.getPath().getName(),
                file.getSize()));
      }
    }
  }
}
