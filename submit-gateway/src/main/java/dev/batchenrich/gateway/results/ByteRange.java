package dev.batchenrich.gateway.results;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param first position of the first byte
 * @param last position of the last byte; before {@code first} if the range holds nothing
 */
public record ByteRange(long first, long last) {

  private static final Pattern SINGLE =
      Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");
  private static final ByteRange EMPTY = new ByteRange(0, -1);

  /**
   * The single range that a {@code Range} header asks for, cut to the length of the file; null for
   * what is to be ignored, which is several ranges, other units and anything malformed (RFC 9110,
   * section 14.2).
   */
  public static @Nullable ByteRange parse(@Nullable String header, long fileLength) {
    var range = SINGLE.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return null;
    }
    var first = range.group(1);
    var last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? null : suffix(Long.parseLong(last), fileLength);
    }
    var from = Long.parseLong(first);
    var to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (from > to) {
      return null;
    }
    return from < fileLength ? new ByteRange(from, Math.min(to, fileLength - 1)) : EMPTY;
  }

  public boolean isEmpty() {
    return last < first;
  }

  public long length() {
    return last - first + 1;
  }

  private static ByteRange suffix(long length, long fileLength) {
    return length == 0 ? EMPTY : new ByteRange(Math.max(0, fileLength - length), fileLength - 1);
  }
}
