package dev.batchenrich.gateway.results;

import dev.batchenrich.contract.message.ResultsFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in a local or shared folder.
 *
 * @param folder of all results, with one folder per batch
 */
public record FolderResultFiles(Path folder) implements ResultFiles {

  private static final Logger LOG = LoggerFactory.getLogger(FolderResultFiles.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public @Nullable Content find(ResultsFile file) throws IOException {
    var path = folder.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      return null;
    }
    var bytes = Files.size(path);
    if (bytes != file.bytes()) {
      LOG.error("results are damaged: file={} bytes={} expected={}", path, bytes, file.bytes());
      return null;
    }
    return (from, length, out) -> copy(path, from, length, out);
  }

  private static void copy(Path path, long from, long length, OutputStream out) throws IOException {
    try (var channel = FileChannel.open(path)) {
      channel.position(from);
      var buffer = ByteBuffer.allocate(BUFFER_BYTES);
      for (var left = length; left > 0; ) {
        buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
        var read = channel.read(buffer);
        if (read < 0) {
          throw new EOFException("results end early: " + path);
        }
        out.write(buffer.array(), 0, read);
        left -= read;
      }
    }
  }
}
