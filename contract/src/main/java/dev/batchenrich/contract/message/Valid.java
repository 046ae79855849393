package dev.batchenrich.contract.message;

import org.jspecify.annotations.Nullable;

/**
 * The checks of the message constructors: each throws an IllegalArgumentException that names the
 * field.
 */
final class Valid {

  private Valid() {}

  static void require(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  static void requirePresent(@Nullable Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  static void version(int version, int supported) {
    require(version == supported, "version %d is not supported, %d is", version, supported);
  }
}
