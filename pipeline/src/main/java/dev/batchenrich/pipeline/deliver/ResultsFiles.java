package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.pipeline.assemble.FinishedBatch;
import dev.batchenrich.pipeline.gzip.GzipMember;
import java.io.OutputStream;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** The files: {@code <folder>/<batch_id>/results-<unique>.jsonl.gz}, one for each batch. */
final class ResultsFiles {

  private ResultsFiles() {}

  static FileSink<FinishedBatch> in(Path folder) {
    return FileSink.forRowFormat(
            folder,
            (FinishedBatch batch, OutputStream out) -> GzipMember.write(batch.segments(), out))
        .withBucketAssigner(new ByBatchId())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig("results", ".jsonl.gz"))
        .build();
  }

  /** A bucket, that is a folder, for each batch. */
  private static final class ByBatchId implements BucketAssigner<FinishedBatch, String> {

    @Override
    public String getBucketId(FinishedBatch batch, Context context) {
      return batch.batchId();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
