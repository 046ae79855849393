package dev.batchenrich.pipeline.gzip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Inputs of many kinds, the same in every run. */
final class Pieces {

  private final Random random;

  /** Of the same seed come the same pieces. */
  Pieces(long seed) {
    random = new Random(seed);
  }

  /** One piece of each kind, {@code length} bytes long. */
  List<byte[]> ofAllKinds(int length) {
    return List.of(
        noise(length),
        new byte[length],
        filled(length, i -> 'a' + random.nextInt(4)),
        // A histogram like this makes codes as long as deflate allows.
        filled(length, i -> Integer.numberOfTrailingZeros(random.nextInt()) * 7),
        filled(length, i -> i),
        filled(length, i -> i < length / 2 ? random.nextInt() : 'x'),
        repeated(noise(1 + random.nextInt(1_000)), length),
        jsonLines(length));
  }

  byte[] noise(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Lines of people, the last one cut off. */
  byte[] jsonLines(int length) {
    var lines = new StringBuilder();
    while (lines.length() < length) {
      lines.append(
          """
          {"original_identifier":"p%d@example.com","internal_id":%d,"data":{"basic_profile":{"name":"%s","headline":"Engineer at %s"},"skills":[%d,%d]}}
          """
              .formatted(
                  random.nextInt(10_000),
                  random.nextInt(1_000_000),
                  Long.toString(random.nextLong(), Character.MAX_RADIX),
                  Integer.toString(random.nextInt(1_000), Character.MAX_RADIX),
                  random.nextInt(100),
                  random.nextInt(100)));
    }
    return Arrays.copyOf(lines.toString().getBytes(UTF_8), length);
  }

  /** 0 to {@code limit}, and small numbers as often as large ones. */
  int length(int limit) {
    return random.nextInt(1 + random.nextInt(1 + random.nextInt(limit + 1)));
  }

  int below(int limit) {
    return random.nextInt(limit);
  }

  private static byte[] filled(int length, IntUnaryOperator value) {
    var bytes = new byte[length];
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) value.applyAsInt(i);
    }
    return bytes;
  }

  private static byte[] repeated(byte[] phrase, int length) {
    return filled(length, i -> phrase[i % phrase.length]);
  }
}
