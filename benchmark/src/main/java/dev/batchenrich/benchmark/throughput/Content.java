package dev.batchenrich.benchmark.throughput;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** What is in a file of results, uncompressed: two with the same bytes are equal. */
record Content(long lines, long bytes, long crc32) {

  private static final int BUFFER = 64 * 1024;

  /** The content of a gzip file, which is read to its end. */
  static Content of(Path file) {
    var buffer = new byte[BUFFER];
    var crc32 = new CRC32();
    var lines = 0L;
    var bytes = 0L;
    try (var in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), BUFFER)) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc32.update(buffer, 0, read);
        bytes += read;
        lines += lineFeeds(buffer, read);
      }
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read: %s".formatted(file, e), e);
    }
    return new Content(lines, bytes, crc32.getValue());
  }

  /** The content of a file of the first {@code length} bytes of {@code uncompressed}. */
  static Content of(byte[] uncompressed, int length) {
    var crc32 = new CRC32();
    crc32.update(uncompressed, 0, length);
    return new Content(lineFeeds(uncompressed, length), length, crc32.getValue());
  }

  private static long lineFeeds(byte[] bytes, int length) {
    var count = 0L;
    for (var i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }
}
