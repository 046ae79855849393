package dev.batchenrich.standalone.client;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a file is, in the header {@code Content-Range} (RFC 9110, section 14.4).
 *
 * @param first position of its first byte
 * @param all bytes of the whole file; -1 if that is not told
 */
record ContentRange(long first, long all) {

  private static final Pattern BYTES =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\*|\\d{1,18})");

  /** Null if it cannot be read. */
  static @Nullable ContentRange parse(String header) {
    var range = BYTES.matcher(header.strip());
    if (!range.matches()) {
      return null;
    }
    var all = range.group(2);
    return new ContentRange(
        Long.parseLong(range.group(1)), all.equals("*") ? -1 : Long.parseLong(all));
  }
}
