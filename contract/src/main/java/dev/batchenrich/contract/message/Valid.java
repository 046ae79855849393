package dev.batchenrich.contract.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the message constructors: each throws an IllegalArgumentException that names the
 * field.
 */
final class Valid {

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Valid() {}

  static void require(boolean holds, String message, @Nullable Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  static void requirePresent(@Nullable Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  static void requireTime(@Nullable Instant value, String field) {
    requirePresent(value, field);
    require(
        value != null && !value.isBefore(EARLIEST) && !value.isAfter(LATEST),
        "%s must be in the years 1970 to 9999, is %s",
        field,
        value);
  }

  static void version(int version, int supported) {
    require(version == supported, "version %d is not supported, %d is", version, supported);
  }
}
