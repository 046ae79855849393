package dev.batchenrich.benchmark.micro;

import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.gzip.SegmentDeflater;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Compresses the lines of a chunk, of default fields, and takes their CRC. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class Deflating {

  private final byte[] lines = new WritingLines().defaults().toByteArray();
  private final byte[] buffer = new byte[lines.length];
  private final SegmentDeflater ours =
      new SegmentDeflater(EnrichOptions.COMPRESSION_LEVEL.defaultValue());
  private final Deflater jdk1 = new Deflater(1, true);
  private final Deflater jdk3 = new Deflater(3, true);
  private final Deflater jdk6 = new Deflater(6, true);

  /** As the job does it: by ISA-L where that runs. */
  @Benchmark
  public Segment ours() {
    ours.add(lines, lines.length);
    return ours.end();
  }

  @Benchmark
  public Segment jdk1() {
    return deflate(jdk1);
  }

  @Benchmark
  public Segment jdk3() {
    return deflate(jdk3);
  }

  @Benchmark
  public Segment jdk6() {
    return deflate(jdk6);
  }

  private Segment deflate(Deflater deflater) {
    var crc32 = new CRC32();
    crc32.update(lines);
    deflater.reset();
    deflater.setInput(lines);
    var length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    return new Segment(Arrays.copyOf(buffer, length), (int) crc32.getValue(), lines.length);
  }

  @TearDown
  public void close() {
    ours.close();
    jdk1.end();
    jdk3.end();
    jdk6.end();
  }
}
