package dev.batchenrich.gateway.results;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A gzip file without content, for a list with nothing in it, which nobody stores. */
public final class EmptyFile implements ResultFiles.StoredFile {

  public static final EmptyFile INSTANCE = new EmptyFile();

  private final byte[] content;

  private EmptyFile() {
    var file = new ByteArrayOutputStream();
    try {
      new GZIPOutputStream(file).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    content = file.toByteArray();
  }

  @Override
  public long bytes() {
    return content.length;
  }

  @Override
  public InputStream open(long from, long length) {
    return new ByteArrayInputStream(content, (int) from, (int) length);
  }

  @Override
  public @Nullable URI elsewhere(boolean headOnly, String contentType, String disposition) {
    return null;
  }
}
