package dev.batchenrich.benchmark.micro;

import dev.batchenrich.pipeline.gzip.GzipMember;
import dev.batchenrich.pipeline.gzip.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Makes one file, in memory, of the segments of a large job. */
@State(Scope.Thread)
@OperationsPerInvocation(JoiningSegments.COUNT * Sample.SIZE)
public class JoiningSegments {

  static final int COUNT = 100;

  private final List<Segment> segments;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public JoiningSegments() {
    var deflating = new Deflating();
    // Equal, but each at a place of its own in memory.
    segments = Stream.generate(deflating::ours).limit(COUNT).toList();
    deflating.close();
  }

  @Benchmark
  public ByteArrayOutputStream join() throws IOException {
    out.reset();
    GzipMember.write(segments, out);
    return out;
  }
}
