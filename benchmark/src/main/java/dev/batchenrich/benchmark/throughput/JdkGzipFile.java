package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.pipeline.enrich.ResultLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A file through the JDK's GZIPOutputStream. */
final class JdkGzipFile implements ResultFile {

  private static final int BUFFER = 64 * 1024;
  private static final ThreadLocal<ResultLines> LINES = ThreadLocal.withInitial(ResultLines::new);

  private final Enrichment enrichment;
  private final Path file;
  private final OutputStream gzip;

  JdkGzipFile(Enrichment enrichment, Path file) throws IOException {
    this.enrichment = enrichment;
    this.file = file;
    gzip =
        new Leveled(
            Files.newOutputStream(Enrichment.temporary(file)), enrichment.deflate().level());
  }

  @Override
  public void add(List<String> identifiers) throws IOException {
    var lines = LINES.get();
    lines.reset();
    enrichment.lookUp(
        identifiers, (identifier, record) -> lines.add(identifier, record, enrichment.selection()));
    lines.writeTo(gzip);
  }

  @Override
  public void finish() throws IOException {
    gzip.close();
    Enrichment.publish(file);
  }

  /** The one way to choose a level. */
  private static final class Leveled extends GZIPOutputStream {

    Leveled(OutputStream out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(level);
    }
  }
}
