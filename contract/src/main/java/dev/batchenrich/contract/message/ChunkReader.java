package dev.batchenrich.contract.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks as {@link Json#read} does, faster: those of a batch mostly come one after the other,
 * and what all of them repeat is read once. Not safe for use by several threads.
 */
public final class ChunkReader {

  private static final ObjectReader BATCHES = Json.reader(Batch.class);

  private final ObjectReader chunks =
      Json.reader(Chunk.class).withAttribute(ChunkReader.class, this);
  private byte[] message = {};
  private byte[] lastJson = {};
  private @Nullable Batch last;

  /**
   * The chunk in {@code utf8}.
   *
   * @throws IllegalArgumentException saying in one line what is wrong with it
   */
  public Chunk read(byte[] utf8) {
    message = utf8;
    return Json.read(utf8, Chunk.class, chunks);
  }

  /** The batch in the bytes of the message from {@code start} to {@code end}. */
  private Batch batch(int start, int end) throws IOException {
    var known = last;
    if (known != null && Arrays.equals(lastJson, 0, lastJson.length, message, start, end)) {
      return known;
    }
    var json = Arrays.copyOfRange(message, start, end);
    Batch batch = BATCHES.readValue(json);
    lastJson = json;
    last = batch;
    return batch;
  }

  /** For the batch in a chunk. Whoever is not asked by a {@link ChunkReader} reads each. */
  static final class RepeatedBatch extends StdDeserializer<Batch> {

    RepeatedBatch() {
      super(Batch.class);
    }

    @Override
    public Batch deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      var start = parser.currentTokenLocation().getByteOffset();
      // There are no bytes to compare if the message is in UTF-16.
      if (context.getAttribute(ChunkReader.class) instanceof ChunkReader reader
          && parser.isExpectedStartObjectToken()
          && start >= 0) {
        parser.skipChildren();
        return reader.batch((int) start, (int) parser.currentLocation().getByteOffset());
      }
      return context.readValue(parser, Batch.class);
    }
  }
}
