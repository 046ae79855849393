package dev.batchenrich.pipeline.gzip;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses pieces into segments. Not safe for use by several threads. */
public final class SegmentDeflater implements AutoCloseable {

  private final Deflater deflater;
  private final CRC32 crc32 = new CRC32();
  private final byte[] buffer = new byte[32 * 1024];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long added;

  /** A deflater of the given {@code level}, 1 (fastest) to 9 (smallest). */
  public SegmentDeflater(int level) {
    deflater = new Deflater(level, true);
  }

  /** Adds the first {@code length} bytes of {@code piece} to the segment. */
  public void add(byte[] piece, int length) {
    crc32.update(piece, 0, length);
    added += length;
    deflater.setInput(piece, 0, length);
    drain(Deflater.NO_FLUSH);
  }

  /** The segment of all that was added since the last one. */
  public Segment end() {
    if (added > 0) {
      drain(Deflater.SYNC_FLUSH);
    }
    var segment = new Segment(out.toByteArray(), (int) crc32.getValue(), added);
    deflater.reset();
    crc32.reset();
    out.reset();
    added = 0;
    return segment;
  }

  private void drain(int flush) {
    int written;
    do {
      written = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, written);
    } while (written == buffer.length);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
