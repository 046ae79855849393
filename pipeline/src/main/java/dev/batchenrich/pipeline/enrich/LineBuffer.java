package dev.batchenrich.pipeline.enrich;

import java.io.ByteArrayOutputStream;

/** A growing buffer whose bytes can be read in place. */
final class LineBuffer extends ByteArrayOutputStream {

  LineBuffer() {
    super(384 * 1024);
  }

  /** The bytes, of which the first {@link #size} are written. */
  byte[] bytes() {
    return buf;
  }
}
