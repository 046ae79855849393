package dev.batchenrich.gateway.intake;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, checked.
 *
 * @param identifiers 1 to 10,000, exactly as submitted
 * @param fields selected fields besides the defaults, each once
 * @param chunkSize the most identifiers of one chunk
 */
public record Submission(
    Entity entity,
    IdentifierType identifierType,
    List<String> identifiers,
    List<String> fields,
    @Nullable String webhookUrl,
    int chunkSize) {

  public static final int MIN_CHUNK_SIZE = 10;
  public static final int MAX_CHUNK_SIZE = 1_000;
  public static final int DEFAULT_CHUNK_SIZE = 100;

  public Submission {
    identifiers = List.copyOf(identifiers);
    fields = List.copyOf(fields);
  }

  /** Equal for equal submissions, however their JSON was written: a SHA-256 in hex. */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Json.write(this)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The description that all messages about this submission carry. */
  public Batch batch(String batchId, String accountId, Instant submittedAt) {
    return new Batch(
        batchId,
        accountId,
        entity,
        Action.ENRICH,
        identifierType,
        identifiers.size(),
        pieces().size(),
        fields,
        webhookUrl,
        submittedAt);
  }

  /** The messages that {@code batch} is published as, in order. */
  public List<Chunk> chunks(Batch batch) {
    var chunks = new ArrayList<Chunk>();
    var firstPosition = 0;
    for (var piece : pieces()) {
      chunks.add(new Chunk(batch, chunks.size(), firstPosition, piece));
      firstPosition += piece.size();
    }
    return chunks;
  }

  private List<List<String>> pieces() {
    return Pieces.of(identifiers, chunkSize);
  }
}
