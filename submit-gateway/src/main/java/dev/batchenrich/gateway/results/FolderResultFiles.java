package dev.batchenrich.gateway.results;

import dev.batchenrich.contract.message.ResultsFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
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
record FolderResultFiles(Path folder) implements ResultFiles {

  private static final Logger LOG = LoggerFactory.getLogger(FolderResultFiles.class);

  @Override
  public @Nullable StoredFile find(ResultsFile file) throws IOException {
    var path = folder.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      return null;
    }
    var bytes = Files.size(path);
    if (bytes != file.bytes()) {
      LOG.error("results are damaged: file={} bytes={} expected={}", path, bytes, file.bytes());
      return null;
    }
    return new LocalFile(path, bytes);
  }

  @Override
  public void close() {}

  private record LocalFile(Path path, long bytes) implements StoredFile {

    @Override
    public InputStream open(long from, long length) throws IOException {
      return Channels.newInputStream(FileChannel.open(path).position(from));
    }

    @Override
    public @Nullable URI elsewhere(boolean headOnly, String contentType, String disposition) {
      return null;
    }
  }
}
