package dev.batchenrich.pipeline.deliver;

import dev.batchenrich.pipeline.gzip.GzipMember;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalRecoverableFsDataOutputStream;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The files: {@code <folder>/<batch_id>/results-<unique>.jsonl.gz}, one for each batch, and the
 * same in its folder {@code unresolved} for a batch of which positions gave no record.
 */
final class ResultsFiles {

  private ResultsFiles() {}

  static FileSink<BatchFile> in(Path folder) {
    return FileSink.forRowFormat(folder, ResultsFiles::write)
        .withBucketAssigner(new InItsBucket())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig("results", ".jsonl.gz"))
        .build();
  }

  /**
   * A checkpoint has the disk take each file before it is complete, one after the other, while
   * nothing else goes on. So it is done here: then there is nothing left to take.
   */
  private static void write(BatchFile file, OutputStream out) throws IOException {
    GzipMember.write(file.segments(), out);
    if (out instanceof LocalRecoverableFsDataOutputStream disk) {
      disk.sync();
    }
  }

  private static final class InItsBucket implements BucketAssigner<BatchFile, String> {

    @Override
    public String getBucketId(BatchFile file, Context context) {
      return file.bucket();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
