package dev.batchenrich.gateway.results;

import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Where finished results lie. */
public interface ResultFiles extends AutoCloseable {

  /**
   * A file that was announced; null if it is not there (any more).
   *
   * @throws Refusal if nobody can say so now
   */
  @Nullable StoredFile find(ResultsFile file) throws IOException;

  @Override
  void close();

  /** A file that can be read in parts. */
  interface StoredFile {

    /** Its length. */
    long bytes();

    /**
     * {@code length} bytes from position {@code from}; perhaps more follow.
     *
     * @throws NoSuchFileException if it has gone since it was found
     * @throws Refusal if it cannot be read now
     */
    InputStream open(long from, long length) throws IOException;

    /**
     * Where callers are to get it instead of here, in the next minutes; null if they are to get it
     * here.
     *
     * @param headOnly for a {@code HEAD} request
     * @param contentType with which it is to be served there
     * @param disposition with which it is to be served there
     * @throws Refusal if the way there cannot be told now
     */
    @Nullable URI elsewhere(boolean headOnly, String contentType, String disposition);
  }
}
