package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.field.FieldSelection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/**
 * Writes the records of a chunk, and the positions without one, as lines of JSON, and compresses
 * them. Metrics of the subtask tell what became of identifiers, {@code identifiers.resolved},
 * {@code identifiers.unresolved} and {@code identifiers.unanswered} by the directory, and what
 * compressed their lines: {@code deflate.isal_pieces} and {@code deflate.jdk_pieces}.
 */
public final class EncodeChunk extends RichMapFunction<LookedUpChunk, EncodedChunk> {

  private final int compressionLevel;
  private transient SegmentEncoder encoder;
  private transient RecentSelections selections;
  private transient Counter resolved;
  private transient Counter unresolved;
  private transient Counter unanswered;

  public EncodeChunk(int compressionLevel) {
    this.compressionLevel = compressionLevel;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new SegmentEncoder(compressionLevel);
    var metrics = getRuntimeContext().getMetricGroup();
    var deflate = metrics.addGroup("deflate");
    deflate.gauge("isal_pieces", encoder::piecesByIsal);
    deflate.gauge("jdk_pieces", encoder::piecesByJdk);
    var identifiers = metrics.addGroup("identifiers");
    resolved = identifiers.counter("resolved");
    unresolved = identifiers.counter("unresolved");
    unanswered = identifiers.counter("unanswered");
    selections = new RecentSelections();
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  @Override
  public EncodedChunk map(LookedUpChunk lookedUp) {
    var chunk = lookedUp.submitted().chunk();
    var selection = selections.of(chunk.batch().entity(), chunk.batch().fields());
    for (var found : lookedUp.found()) {
      encoder.add(chunk.identifiers().get(found.index()), found.record(), selection);
    }
    count(lookedUp);
    var segment = encoder.end();
    var unresolvedLines = UnresolvedLines.of(lookedUp);
    return new EncodedChunk(
        chunk.batch(),
        chunk.chunkIndex(),
        chunk.firstPosition(),
        chunk.identifiers().size(),
        lookedUp.found().size(),
        segment,
        lookedUp.failure(),
        lookedUp.submitted().message(),
        unresolvedLines == null ? null : encoder.of(unresolvedLines));
  }

  private void count(LookedUpChunk lookedUp) {
    var found = lookedUp.found().size();
    var others = lookedUp.submitted().chunk().identifiers().size() - found;
    resolved.inc(found);
    (lookedUp.failure() == null ? unresolved : unanswered).inc(others);
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
