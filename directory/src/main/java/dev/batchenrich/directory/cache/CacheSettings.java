package dev.batchenrich.directory.cache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How much of a directory's answers is kept, and how long.
 *
 * @param bytes of the heap, roughly; at least 1 MiB, or 0 for no cache
 * @param ttl how long a record is kept, at least 1 s
 * @param missTtl how long it is remembered that an identifier is not known, at least 1 s; never
 *     longer than a record is kept
 */
public record CacheSettings(long bytes, Duration ttl, Duration missTtl) implements Serializable {

  public static final Duration DEFAULT_TTL = Duration.ofHours(24);
  public static final Duration DEFAULT_MISS_TTL = Duration.ofMinutes(10);

  private static final long MIN_BYTES = 1 << 20;
  private static final Duration MIN_TTL = Duration.ofSeconds(1);
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9})\\s*(kb|mb|gb)", Pattern.CASE_INSENSITIVE);

  /** Nothing is kept. Made after the limits that it is checked against. */
  public static final CacheSettings NONE = new CacheSettings(0, DEFAULT_TTL, DEFAULT_MISS_TTL);

  public CacheSettings {
    if (bytes != 0 && bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "directory-cache must be at least 1mb, or 0 for none, is %d bytes".formatted(bytes));
    }
    requireLong("directory-cache-ttl", ttl);
    requireLong("directory-cache-miss-ttl", missTtl);
    missTtl = missTtl.compareTo(ttl) > 0 ? ttl : missTtl;
  }

  /** Whether nothing is kept. */
  public boolean isNone() {
    return bytes == 0;
  }

  /**
   * The bytes in {@code size}: {@code 0}, or a number of {@code kb}, {@code mb} or {@code gb},
   * which are powers of 1,024.
   *
   * @throws IllegalArgumentException if it is no size
   */
  public static long parseBytes(String size) {
    if (size.equals("0")) {
      return 0;
    }
    var matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "directory-cache must be a size such as 256mb, or 0 for none, is '%s'".formatted(size));
    }
    var number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "kb" -> number << 10;
      case "mb" -> number << 20;
      default -> number << 30;
    };
  }

  private static void requireLong(String option, Duration value) {
    if (value.compareTo(MIN_TTL) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least 1 s, is %d ms".formatted(option, value.toMillis()));
    }
  }
}
