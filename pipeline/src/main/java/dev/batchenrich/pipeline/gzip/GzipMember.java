package dev.batchenrich.pipeline.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A gzip file of one member (RFC 1952) whose deflate stream is a sequence of segments. One member,
 * because several popular readers stop silently after the first.
 */
public final class GzipMember {

  /** Deflate, no flags, no time, unknown operating system: equal content gives equal bytes. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** A final block with fixed codes and nothing in it. */
  private static final byte[] FINAL_BLOCK = {3, 0};

  private GzipMember() {}

  /** Writes the file that holds the content of {@code segments}, in their order. */
  public static void write(List<Segment> segments, OutputStream out) throws IOException {
    out.write(HEADER);
    var crc32 = 0;
    var length = 0L;
    for (var segment : segments) {
      out.write(segment.deflated());
      crc32 = Crc32.concatenate(crc32, segment.crc32(), segment.length());
      length += segment.length();
    }
    out.write(FINAL_BLOCK);
    var trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(trailer.putInt(crc32).putInt((int) length).array());
  }
}
