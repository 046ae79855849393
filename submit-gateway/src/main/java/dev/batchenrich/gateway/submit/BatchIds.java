package dev.batchenrich.gateway.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from their content, so that they need not be stored. */
final class BatchIds {

  private BatchIds() {}

  /** The id of the batch that an account submits under an idempotency key: a UUID version 5. */
  static UUID of(String accountId, String idempotencyKey) {
    try {
      // Neither an account nor a key holds a line feed.
      var name = "batch-enrich\n" + accountId + "\n" + idempotencyKey;
      var digest = MessageDigest.getInstance("SHA-1").digest(name.getBytes(UTF_8));
      var bits = ByteBuffer.wrap(digest);
      return new UUID(
          (bits.getLong() & ~0xF000L) | 0x5000L,
          (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
