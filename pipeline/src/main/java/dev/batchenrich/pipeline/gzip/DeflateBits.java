package dev.batchenrich.pipeline.gzip;

/** The bits of a deflate stream, each byte's lowest first. After the last of them come zeros. */
final class DeflateBits {

  private final byte[] stream;
  private final int length;
  private long position;

  /** The bits of the first {@code length} bytes of {@code stream}. */
  DeflateBits(byte[] stream, int length) {
    this.stream = stream;
    this.length = length;
  }

  long count() {
    return 8L * length;
  }

  /** How many bits were read. */
  long position() {
    return position;
  }

  /** Reads {@code width} bits, at most 16, as a number whose lowest bit is the first. */
  int next(int width) {
    var bits = at(position, width);
    position += width;
    return bits;
  }

  /** The number that {@link #next} would read from {@code position} on. */
  int at(long position, int width) {
    var first = (int) (position >>> 3);
    var three = byteAt(first) | byteAt(first + 1) << 8 | byteAt(first + 2) << 16;
    return (three >>> (int) (position & 7)) & ((1 << width) - 1);
  }

  private int byteAt(int index) {
    return index < length ? stream[index] & 0xff : 0;
  }
}
