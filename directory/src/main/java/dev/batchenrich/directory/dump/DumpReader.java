package dev.batchenrich.directory.dump;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a dump, plain or compressed with gzip (also of several members, as {@code cat} joins
 * them), told apart by the first bytes and not by the name.
 */
final class DumpReader implements AutoCloseable {

  /** A line longer than this is no record, and would not fit into memory several times. */
  static final int MAX_LINE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long number;

  /**
   * A line.
   *
   * @param number from 1
   * @param bytes without the line's end; cut off behind {@link #MAX_LINE_BYTES}
   */
  record Line(Path file, long number, byte[] bytes) {}

  DumpReader(Path file) throws IOException {
    this.file = file;
    var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      raw.mark(3);
      var start = raw.readNBytes(3);
      raw.reset();
      if (start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
        in = new GZIPInputStream(raw, BUFFER_BYTES);
      } else {
        in = raw;
        var hasByteOrderMark =
            start.length == 3
                && start[0] == (byte) 0xef
                && start[1] == (byte) 0xbb
                && start[2] == (byte) 0xbf;
        raw.skipNBytes(hasByteOrderMark ? 3 : 0);
      }
    } catch (IOException e) {
      raw.close();
      throw unreadable(e);
    }
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    var line = new ByteArrayOutputStream();
    var isEnd = true;
    while (fill()) {
      isEnd = false;
      var end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, Math.min(end - position, MAX_LINE_BYTES + 1 - line.size()));
      position = end;
      if (end < limit) {
        position++;
        break;
      }
    }
    return isEnd ? null : new Line(file, ++number, line.toByteArray());
  }

  private boolean fill() throws IOException {
    try {
      while (position == limit) {
        position = 0;
        limit = in.read(buffer);
        if (limit < 0) {
          limit = 0;
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private IOException unreadable(IOException e) {
    return new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
