package dev.batchenrich.pipeline.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.batchenrich.contract.identifier.Identifiers;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines about the positions of a chunk that gave no record: one JSON object with {@code
 * position}, {@code original_identifier} and {@code reason} each.
 */
final class UnresolvedLines {

  private static final byte[] POSITION = "{\"position\":".getBytes(UTF_8);
  private static final byte[] IDENTIFIER = ",\"original_identifier\":\"".getBytes(UTF_8);
  private static final byte[] NOT_FOUND = "\",\"reason\":\"not_found\"}\n".getBytes(UTF_8);
  private static final byte[] NO_ANSWER = "\",\"reason\":\"no_answer\"}\n".getBytes(UTF_8);
  private static final byte[] NOT_AN_IDENTIFIER =
      "\",\"reason\":\"not_an_identifier\"}\n".getBytes(UTF_8);

  private final LookedUpChunk lookedUp;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(4 * 1024);

  private UnresolvedLines(LookedUpChunk lookedUp) {
    this.lookedUp = lookedUp;
  }

  /** In order of position; null if every position gave a record, as most often. */
  static byte @Nullable [] of(LookedUpChunk lookedUp) {
    var identifierCount = lookedUp.submitted().chunk().identifiers().size();
    if (lookedUp.found().size() == identifierCount) {
      return null;
    }
    var unresolved = new UnresolvedLines(lookedUp);
    var next = 0;
    for (var found : lookedUp.found()) {
      unresolved.add(next, found.index());
      next = found.index() + 1;
    }
    unresolved.add(next, identifierCount);
    return unresolved.lines.toByteArray();
  }

  private void add(int from, int to) {
    var chunk = lookedUp.submitted().chunk();
    for (var index = from; index < to; index++) {
      var identifier = chunk.identifiers().get(index);
      lines.writeBytes(POSITION);
      lines.writeBytes(Integer.toString(chunk.firstPosition() + index).getBytes(UTF_8));
      lines.writeBytes(IDENTIFIER);
      lines.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(identifier));
      lines.writeBytes(reason(identifier));
    }
  }

  private byte[] reason(String identifier) {
    var batch = lookedUp.submitted().chunk().batch();
    if (Identifiers.normalise(batch.entity(), batch.identifierType(), identifier) == null) {
      return NOT_AN_IDENTIFIER;
    }
    return lookedUp.failure() == null ? NOT_FOUND : NO_ANSWER;
  }
}
