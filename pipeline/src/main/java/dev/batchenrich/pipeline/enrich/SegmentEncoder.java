package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.gzip.SegmentDeflater;

/** Makes compressed segments of lines. Not safe for use by several threads. */
public final class SegmentEncoder implements AutoCloseable {

  /**
   * Bytes that are gathered before they are compressed, or one line if it is longer. Small pieces
   * make large files, because each begins without a history; of very large ones ISA-L makes more
   * than one block, so that they are the JDK's. A chunk of 100 people is one piece.
   */
  private static final int BUFFERED = 320 * 1024;

  private final ResultLines lines = new ResultLines();
  private final SegmentDeflater deflater;

  /** An encoder that compresses at {@code level}, 1 (fastest) to 9 (smallest). */
  public SegmentEncoder(int level) {
    deflater = new SegmentDeflater(level);
  }

  /** Adds the line of what {@code selection} takes of {@code record} to the segment. */
  public void add(String identifier, EntityRecord record, FieldSelection selection) {
    lines.add(identifier, record, selection);
    if (lines.size() > BUFFERED) {
      deflateLines();
    }
  }

  /** The segment of all lines that were added since the last one. */
  public Segment end() {
    deflateLines();
    return deflater.end();
  }

  /** A segment of {@code lines} alone, to be made while no others are waiting for theirs. */
  public Segment of(byte[] lines) {
    deflater.add(lines, lines.length);
    return deflater.end();
  }

  /** How many pieces ISA-L has compressed so far. */
  public long piecesByIsal() {
    return deflater.piecesByIsal();
  }

  /** How many pieces the JDK has compressed so far. */
  public long piecesByJdk() {
    return deflater.piecesByJdk();
  }

  private void deflateLines() {
    deflater.add(lines.bytes(), lines.size());
    lines.reset();
  }

  @Override
  public void close() {
    deflater.close();
  }
}
