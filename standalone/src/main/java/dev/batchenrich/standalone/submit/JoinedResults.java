package dev.batchenrich.standalone.submit;

import dev.batchenrich.standalone.CannotGoOn;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Results files, one after the other, as one. It has one gzip member, as they have: several popular
 * readers stop without a word after the first.
 */
final class JoinedResults {

  private static final int BUFFER_BYTES = 64 * 1024;

  private JoinedResults() {}

  /**
   * Writes the lines of {@code files} to {@code out} and returns how many they are. Fails if one of
   * the files is damaged.
   */
  static long join(List<Path> files, OutputStream out) throws IOException {
    var lines = 0L;
    var buffer = new byte[BUFFER_BYTES];
    try (var joined = new FastGzip(out)) {
      for (var file : files) {
        try (var in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
          for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            joined.write(buffer, 0, read);
            for (var i = 0; i < read; i++) {
              lines += buffer[i] == '\n' ? 1 : 0;
            }
          }
        } catch (EOFException | ZipException e) {
          throw new CannotGoOn(
              "%s is damaged; remove it, and the same command fetches it again".formatted(file), e);
        }
      }
    }
    return lines;
  }

  /** As fast as the server compresses, to about the same size. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
