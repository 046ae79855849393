package dev.batchenrich.directory.dump;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * A record that an identifier may mean. The order of candidates is total and rests on nothing but
 * the records, so that it never matters in which order they were imported.
 *
 * @param isPrimary false for one of several domains of a company besides its primary one
 * @param headcount the larger of two companies is meant; 0 for people
 * @param id the elder of two equals is meant
 */
public record Candidate(boolean isPrimary, long headcount, long id) {

  /** Best first. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing(Candidate::isPrimary)
          .reversed()
          .thenComparing(Comparator.comparingLong(Candidate::headcount).reversed())
          .thenComparingLong(Candidate::id);

  /** Where the id begins within {@link #toBytes}: 8 bytes, in unsigned order. */
  public static final int ID_OFFSET = 1 + Long.BYTES;

  /** Bytes whose unsigned order is {@link #BEST_FIRST}. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(ID_OFFSET + Long.BYTES)
        .put((byte) (isPrimary ? 0 : 1))
        .putLong(Long.MAX_VALUE - headcount)
        .putLong(id)
        .array();
  }
}
