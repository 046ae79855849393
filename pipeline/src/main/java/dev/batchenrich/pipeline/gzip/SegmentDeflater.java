package dev.batchenrich.pipeline.gzip;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses pieces into segments. On level 1 by ISA-L, which does each piece for itself, so they
 * should be large; where ISA-L does not run, for pieces that it makes no segment of, and on all
 * other levels by the JDK. Not safe for use by several threads.
 */
public final class SegmentDeflater implements AutoCloseable {

  private static final int LEVEL_OF_ISAL = 1;

  private final Deflater deflater;
  private final @Nullable IsalDeflater isal;
  private final CRC32 crc32 = new CRC32();
  private final byte[] buffer = new byte[32 * 1024];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
  private long added;
  private long piecesByIsal;
  private long piecesByJdk;

  /** A deflater of the given {@code level}, 1 (fastest) to 9 (smallest). */
  public SegmentDeflater(int level) {
    deflater = new Deflater(level, true);
    isal = level == LEVEL_OF_ISAL && IsalDeflater.isAvailable() ? new IsalDeflater() : null;
  }

  /** Adds the first {@code length} bytes of {@code piece} to the segment. */
  public void add(byte[] piece, int length) {
    if (length == 0) {
      return;
    }
    crc32.update(piece, 0, length);
    added += length;
    if (isal != null && isal.deflate(piece, length, out)) {
      piecesByIsal++;
    } else {
      deflate(piece, length);
      piecesByJdk++;
    }
  }

  private void deflate(byte[] piece, int length) {
    if (isal != null) {
      // Pieces before this one may have passed the JDK by: it must not refer to those it knows.
      deflater.reset();
    }
    deflater.setInput(piece, 0, length);
    int written;
    do {
      written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, written);
    } while (written == buffer.length);
  }

  /** The segment of all that was added since the last one. */
  public Segment end() {
    var segment = new Segment(out.toByteArray(), (int) crc32.getValue(), added);
    if (deflater.getBytesRead() > 0) {
      deflater.reset();
    }
    crc32.reset();
    out.reset();
    added = 0;
    return segment;
  }

  /** How many pieces ISA-L has compressed so far. */
  public long piecesByIsal() {
    return piecesByIsal;
  }

  /** How many pieces the JDK has compressed so far. */
  public long piecesByJdk() {
    return piecesByJdk;
  }

  @Override
  public void close() {
    deflater.end();
    if (isal != null) {
      isal.close();
    }
  }
}
