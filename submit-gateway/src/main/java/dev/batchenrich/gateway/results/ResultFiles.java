package dev.batchenrich.gateway.results;

import dev.batchenrich.contract.message.ResultsFile;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where finished results lie. */
public interface ResultFiles {

  /** A file that was announced; null if it is not there (any more). */
  @Nullable Content find(ResultsFile file) throws IOException;

  /** A file that can be read in parts. */
  interface Content {

    /** Writes {@code length} bytes from position {@code from} to {@code out}. */
    void copy(long from, long length, OutputStream out) throws IOException;
  }
}
