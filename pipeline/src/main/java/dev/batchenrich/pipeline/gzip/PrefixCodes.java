package dev.batchenrich.pipeline.gzip;

import org.jspecify.annotations.Nullable;

/**
 * The codes that symbols have by the lengths of their codes (RFC 1951, 3.2.2).
 *
 * @param lengths in bits, 0 for symbols that do not occur
 * @param codes as they lie in the stream, whose first bit is the lowest
 */
record PrefixCodes(int[] lengths, int[] codes) {

  private static final int LONGEST = 15;

  /**
   * The codes of such lengths, none over 15. Null unless each sequence of bits begins with one of
   * them, and with one only.
   */
  static @Nullable PrefixCodes of(int[] lengths) {
    var counts = new int[LONGEST + 1];
    for (var length : lengths) {
      counts[length]++;
    }
    counts[0] = 0;
    var next = new int[LONGEST + 1];
    for (var length = 1; length <= LONGEST; length++) {
      next[length] = (next[length - 1] + counts[length - 1]) << 1;
    }
    if (next[LONGEST] + counts[LONGEST] != 1 << LONGEST) {
      return null;
    }
    var codes = new int[lengths.length];
    for (var symbol = 0; symbol < lengths.length; symbol++) {
      var length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
      }
    }
    return new PrefixCodes(lengths, codes);
  }

  /**
   * For all sequences of {@code width} bits, no fewer than any code has, the symbol they begin
   * with.
   */
  int[] symbols(int width) {
    var symbols = new int[1 << width];
    for (var symbol = 0; symbol < codes.length; symbol++) {
      if (lengths[symbol] > 0) {
        for (var bits = codes[symbol]; bits < symbols.length; bits += 1 << lengths[symbol]) {
          symbols[bits] = symbol;
        }
      }
    }
    return symbols;
  }
}
