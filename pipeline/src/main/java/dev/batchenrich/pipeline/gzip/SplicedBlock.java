package dev.batchenrich.pipeline.gzip;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a segment of a finished deflate stream (RFC 1951) of one block: a block that is not final,
 * and then an empty stored block, which ends on a byte boundary.
 *
 * <p>It has to be known for that at which bit the block ends, and no content is decoded to find
 * out. The stream's last bits are the code for the end of a block, which its header tells, and a
 * padding of 0 to 7 zeros. Unless that code is all zeros, it fits with one padding only: if it also
 * did with n zeros more, it would have to repeat itself every n bits and to end with n zeros.
 */
final class SplicedBlock {

  private static final int FINAL = 1;
  private static final int DYNAMIC = 2;

  /** Bits that begin a stored block, not final; the rest of their byte does not matter. */
  private static final int STORED_HEADER = 3;

  /** The length of an empty stored block, and the same inverted. */
  private static final byte[] EMPTY = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int END_OF_BLOCK = 256;

  /** Of which code for lengths the length comes first, second and so on. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int MORE_ZEROS = 18;

  private SplicedBlock() {}

  /**
   * Appends the segment that the finished stream in the first {@code length} bytes of {@code
   * stream} makes. Returns false and appends nothing if that stream is anything but one block with
   * codes of its own, or if there is a doubt about its end.
   */
  static boolean append(byte[] stream, int length, ByteArrayOutputStream out) {
    var padding = padding(new DeflateBits(stream, length));
    if (padding < 0) {
      return false;
    }
    out.write(stream[0] & ~FINAL);
    out.write(stream, 1, length - 1);
    if (padding < STORED_HEADER) {
      out.write(0);
    }
    out.writeBytes(EMPTY);
    return true;
  }

  /** The number of bits that follow the only block, or -1 if that is not certain. */
  private static int padding(DeflateBits bits) {
    // The first block is final, so there is no other.
    if (bits.next(1) != FINAL || bits.next(2) != DYNAMIC) {
      return -1;
    }
    var codes = readCodes(bits);
    if (codes == null || codes.codes()[END_OF_BLOCK] == 0) {
      return -1;
    }
    var code = codes.codes()[END_OF_BLOCK];
    var width = codes.lengths()[END_OF_BLOCK];
    for (var padding = 0; padding < Byte.SIZE; padding++) {
      var end = bits.count() - padding;
      if (end - width >= bits.position()
          && bits.at(end - width, width) == code
          && bits.at(end, padding) == 0) {
        return padding;
      }
    }
    return -1;
  }

  /** Reads the codes of literals, lengths and the end of the block; null if they are damaged. */
  private static @Nullable PrefixCodes readCodes(DeflateBits bits) {
    var literals = bits.next(5) + 257;
    var distances = bits.next(5) + 1;
    var given = bits.next(4) + 4;
    var lengthsOfLengths = new int[ORDER.length];
    for (var i = 0; i < given; i++) {
      lengthsOfLengths[ORDER[i]] = bits.next(3);
    }
    var codesOfLengths = PrefixCodes.of(lengthsOfLengths);
    if (codesOfLengths == null) {
      return null;
    }
    var lengths = readLengths(bits, codesOfLengths, literals + distances);
    return lengths == null ? null : PrefixCodes.of(Arrays.copyOf(lengths, literals));
  }

  private static int @Nullable [] readLengths(DeflateBits bits, PrefixCodes codes, int count) {
    var symbols = codes.symbols(7);
    var lengths = new int[count];
    var read = 0;
    while (read < count) {
      var symbol = symbols[bits.at(bits.position(), 7)];
      bits.next(codes.lengths()[symbol]);
      var times =
          switch (symbol) {
            case REPEAT -> 3 + bits.next(2);
            case ZEROS -> 3 + bits.next(3);
            case MORE_ZEROS -> 11 + bits.next(7);
            default -> 1;
          };
      if (read + times > count || (symbol == REPEAT && read == 0)) {
        return null;
      }
      var length = symbol < REPEAT ? symbol : symbol == REPEAT ? lengths[read - 1] : 0;
      Arrays.fill(lengths, read, read + times, length);
      read += times;
    }
    return lengths;
  }
}
