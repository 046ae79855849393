package dev.batchenrich.pipeline.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.pipeline.gzip.SegmentDeflater;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Writes the records of a chunk as lines of JSON, one object with {@code original_identifier},
 * {@code internal_id} and {@code data} each, and compresses them. Metrics of the subtask tell by
 * what: {@code deflate.isal_pieces} and {@code deflate.jdk_pieces}.
 */
public final class EncodeChunk extends RichMapFunction<LookedUpChunk, EncodedChunk> {

  private static final byte[] IDENTIFIER = "{\"original_identifier\":\"".getBytes(UTF_8);
  private static final byte[] ID = "\",\"internal_id\":".getBytes(UTF_8);
  private static final byte[] DATA = ",\"data\":".getBytes(UTF_8);
  private static final byte[] END = "}\n".getBytes(UTF_8);

  /**
   * Bytes that are gathered before they are compressed, or one line if it is longer. Small pieces
   * make large files, because each begins without a history; of very large ones ISA-L makes more
   * than one block, so that they are the JDK's. A chunk of 100 people is one piece.
   */
  private static final int BUFFERED = 320 * 1024;

  private final int compressionLevel;
  private transient SegmentDeflater deflater;
  private transient LineBuffer lines;
  private transient RecentSelections selections;

  public EncodeChunk(int compressionLevel) {
    this.compressionLevel = compressionLevel;
  }

  @Override
  public void open(OpenContext context) {
    deflater = new SegmentDeflater(compressionLevel);
    var metrics = getRuntimeContext().getMetricGroup().addGroup("deflate");
    metrics.gauge("isal_pieces", deflater::piecesByIsal);
    metrics.gauge("jdk_pieces", deflater::piecesByJdk);
    lines = new LineBuffer();
    selections = new RecentSelections();
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.close();
    }
  }

  @Override
  public EncodedChunk map(LookedUpChunk lookedUp) {
    var chunk = lookedUp.submitted().chunk();
    var selection = selections.of(chunk.batch().entity(), chunk.batch().fields());
    for (var found : lookedUp.found()) {
      lines.writeBytes(IDENTIFIER);
      lines.writeBytes(
          JsonStringEncoder.getInstance().quoteAsUTF8(chunk.identifiers().get(found.index())));
      lines.writeBytes(ID);
      lines.writeBytes(Long.toString(found.record().id()).getBytes(UTF_8));
      lines.writeBytes(DATA);
      selection.write(found.record(), lines);
      lines.writeBytes(END);
      if (lines.size() > BUFFERED) {
        deflateLines();
      }
    }
    deflateLines();
    return new EncodedChunk(
        chunk.batch(),
        chunk.chunkIndex(),
        chunk.firstPosition(),
        chunk.identifiers().size(),
        lookedUp.found().size(),
        deflater.end(),
        lookedUp.failure(),
        lookedUp.submitted().message());
  }

  private void deflateLines() {
    deflater.add(lines.bytes(), lines.size());
    lines.reset();
  }

  /** Selections of the last few batches: all chunks of a batch have the same. */
  private static final class RecentSelections {

    private static final int LIMIT = 64;

    private record Key(Entity entity, List<String> fields) {}

    private final Map<Key, FieldSelection> recent =
        new LinkedHashMap<>(LIMIT, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, FieldSelection> eldest) {
            return size() > LIMIT;
          }
        };

    FieldSelection of(Entity entity, List<String> fields) {
      return recent.computeIfAbsent(
          new Key(entity, fields), key -> new FieldSelection(key.entity, key.fields));
    }
  }
}
