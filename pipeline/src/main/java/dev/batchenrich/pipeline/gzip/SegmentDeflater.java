package dev.batchenrich.pipeline.gzip;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses pieces into segments. Not safe for use by several threads. */
public final class SegmentDeflater implements AutoCloseable {

  private final Deflater deflater;
  private final CRC32 crc32 = new CRC32();
  private final byte[] buffer = new byte[32 * 1024];

  /** A deflater of the given {@code level}, 1 (fastest) to 9 (smallest). */
  public SegmentDeflater(int level) {
    deflater = new Deflater(level, true);
  }

  /** The segment of the first {@code length} bytes of {@code piece}. */
  public Segment deflate(byte[] piece, int length) {
    if (length == 0) {
      return new Segment(new byte[0], 0, 0);
    }
    deflater.reset();
    deflater.setInput(piece, 0, length);
    crc32.reset();
    crc32.update(piece, 0, length);
    var out = new ByteArrayOutputStream(length / 3);
    int written;
    do {
      written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, written);
    } while (written == buffer.length);
    return new Segment(out.toByteArray(), (int) crc32.getValue(), length);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
