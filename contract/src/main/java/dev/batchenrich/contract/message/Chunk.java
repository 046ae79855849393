package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.batchenrich.contract.identifier.Text;
import java.util.List;

/**
 * Consecutive identifiers of a batch: one message on {@code batch-submissions}, one look-up, one
 * compressed segment of the results file.
 *
 * @param version of the message format, {@value #VERSION}
 * @param chunkIndex its place among the chunks, from 0
 * @param firstPosition the submitted position of its first identifier, from 0
 * @param identifiers 1 to 1,000 identifiers exactly as submitted, each of at most 2,048 characters
 */
public record Chunk(
    int version,
    @JsonDeserialize(using = ChunkReader.RepeatedBatch.class) Batch batch,
    int chunkIndex,
    int firstPosition,
    List<String> identifiers) {

  public static final int VERSION = 1;
  public static final int MAX_IDENTIFIERS = 1_000;
  public static final int MAX_IDENTIFIER_LENGTH = 2_048;

  public Chunk {
    Valid.version(version, VERSION);
    requirePresent(batch, "batch");
    requirePresent(identifiers, "identifiers");
    require(
        !identifiers.isEmpty() && identifiers.size() <= MAX_IDENTIFIERS,
        "identifiers must hold 1 to %d entries, holds %d",
        MAX_IDENTIFIERS,
        identifiers.size());
    for (var i = 0; i < identifiers.size(); i++) {
      var identifier = identifiers.get(i);
      require(
          identifier != null && isIdentifier(identifier),
          "identifiers[%d] must be a string of at most %d Unicode characters",
          i,
          MAX_IDENTIFIER_LENGTH);
    }
    require(
        chunkIndex >= 0 && chunkIndex < batch.chunkCount(),
        "chunk_index must be 0 to %d, is %d",
        batch.chunkCount() - 1,
        chunkIndex);
    var isFirst = chunkIndex == 0;
    var isLast = chunkIndex == batch.chunkCount() - 1;
    var positionsBehind = batch.identifierCount() - identifiers.size() - firstPosition;
    require(
        (isFirst ? firstPosition == 0 : firstPosition >= chunkIndex)
            && (isLast
                ? positionsBehind == 0
                : positionsBehind >= batch.chunkCount() - 1 - chunkIndex),
        "first_position %d does not fit chunk %d of %d with %d of %d identifiers",
        firstPosition,
        chunkIndex,
        batch.chunkCount(),
        identifiers.size(),
        batch.identifierCount());
    identifiers = List.copyOf(identifiers);
  }

  /** True for a string of at most 2,048 characters without half surrogate pairs. */
  public static boolean isIdentifier(String text) {
    return text.length() <= MAX_IDENTIFIER_LENGTH && Text.isWellFormed(text);
  }

  /** A chunk in the current version of the format. */
  public Chunk(Batch batch, int chunkIndex, int firstPosition, List<String> identifiers) {
    this(VERSION, batch, chunkIndex, firstPosition, identifiers);
  }
}
