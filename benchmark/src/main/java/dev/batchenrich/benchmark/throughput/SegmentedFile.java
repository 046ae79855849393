package dev.batchenrich.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.pipeline.enrich.SegmentEncoder;
import dev.batchenrich.pipeline.gzip.GzipMember;
import dev.batchenrich.pipeline.gzip.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of segments that are compressed as the job {@code enrich} does it. */
final class SegmentedFile implements ResultFile {

  private static final ThreadLocal<SegmentEncoder> ENCODER =
      ThreadLocal.withInitial(() -> new SegmentEncoder(Deflate.OURS.level()));

  private final Enrichment enrichment;
  private final Path file;
  private final List<Segment> segments = new ArrayList<>();

  SegmentedFile(Enrichment enrichment, Path file) {
    this.enrichment = enrichment;
    this.file = file;
  }

  /** What compresses segments here: that of a {@code text} tells. */
  static String compressor(String text) {
    try (var encoder = new SegmentEncoder(Deflate.OURS.level())) {
      encoder.of(text.getBytes(UTF_8));
      return encoder.piecesByIsal() > 0 ? "ISA-L" : "JDK";
    }
  }

  @Override
  public void add(List<String> identifiers) {
    var encoder = ENCODER.get();
    enrichment.lookUp(
        identifiers,
        (identifier, record) -> encoder.add(identifier, record, enrichment.selection()));
    segments.add(encoder.end());
  }

  @Override
  public void finish() throws IOException {
    try (var out = Files.newOutputStream(Enrichment.temporary(file))) {
      GzipMember.write(segments, out);
    }
    Enrichment.publish(file);
  }
}
