package dev.batchenrich.gateway.admission;

import dev.batchenrich.contract.message.Batch;

/**
 * What the log says about a reservation.
 *
 * @param batch how the batch is to be described: as in the first of equal attempts, so that chunks
 *     that are published twice are equal
 */
public record Decision(Verdict verdict, Batch batch) {

  /** What becomes of the submission. */
  public enum Verdict {
    /** It may be published. */
    ADMITTED,
    /** Another attempt has published the batch already. */
    PUBLISHED,
    /** Another attempt, with another content, came first. */
    CONFLICT,
    /** The account has as many active jobs as it may have. */
    TOO_MANY
  }
}
