package dev.batchenrich.pipeline.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.FieldSelection;
import java.io.ByteArrayOutputStream;

/**
 * A growing buffer of the lines of a results file: one JSON object with {@code
 * original_identifier}, {@code internal_id} and {@code data} each. Its bytes can be read in place.
 */
public final class ResultLines extends ByteArrayOutputStream {

  private static final int INITIAL_SIZE = 384 * 1024;

  private static final byte[] IDENTIFIER = "{\"original_identifier\":\"".getBytes(UTF_8);
  private static final byte[] ID = "\",\"internal_id\":".getBytes(UTF_8);
  private static final byte[] DATA = ",\"data\":".getBytes(UTF_8);
  private static final byte[] END = "}\n".getBytes(UTF_8);

  public ResultLines() {
    super(INITIAL_SIZE);
  }

  /**
   * Appends the line of what {@code selection} takes of {@code record}.
   *
   * @param identifier as it was submitted
   */
  public void add(String identifier, EntityRecord record, FieldSelection selection) {
    writeBytes(IDENTIFIER);
    writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(identifier));
    writeBytes(ID);
    writeBytes(Long.toString(record.id()).getBytes(UTF_8));
    writeBytes(DATA);
    selection.write(record, this);
    writeBytes(END);
  }

  /** The bytes, of which the first {@link #size} are written. */
  byte[] bytes() {
    return buf;
  }
}
