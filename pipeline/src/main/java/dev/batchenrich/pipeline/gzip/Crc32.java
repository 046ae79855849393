package dev.batchenrich.pipeline.gzip;

/**
 * Arithmetic on CRC-32 values: polynomials over GF(2) modulo the CRC's, bit 31 being the
 * coefficient of x^0. The method is the one of zlib's {@code crc32_combine}.
 */
final class Crc32 {

  private static final int POLYNOMIAL = 0xedb88320;
  private static final int ONE = 1 << 31;

  /** x^(2^i), for i from 0. */
  private static final int[] POWERS = new int[32];

  static {
    POWERS[0] = ONE >>> 1;
    for (var i = 1; i < POWERS.length; i++) {
      POWERS[i] = multiply(POWERS[i - 1], POWERS[i - 1]);
    }
  }

  private Crc32() {}

  /**
   * The CRC of two pieces one after the other, of which the second is {@code length} bytes long.
   */
  static int concatenate(int first, int second, long length) {
    return multiply(first, power(8 * length)) ^ second;
  }

  /** x^exponent. The powers repeat after 2^32 - 1 bits, hence the index modulo 32. */
  private static int power(long exponent) {
    var product = ONE;
    var i = 0;
    for (var bits = exponent; bits != 0; bits >>>= 1) {
      if ((bits & 1) != 0) {
        product = multiply(product, POWERS[i & 31]);
      }
      i++;
    }
    return product;
  }

  private static int multiply(int a, int b) {
    var product = 0;
    var shifted = b;
    for (var bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }
}
