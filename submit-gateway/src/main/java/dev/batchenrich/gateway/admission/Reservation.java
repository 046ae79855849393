package dev.batchenrich.gateway.admission;

import dev.batchenrich.contract.message.Batch;

/**
 * A slot that was asked for, as it stands in the log.
 *
 * @param attempt tells the attempts to submit one batch apart
 * @param offset its place in the log of the account
 * @param logTime when the log took it, in milliseconds of the log's clock
 */
public record Reservation(
    String attempt, long offset, long logTime, String fingerprint, Batch batch) {

  /** True if {@code earlier} stands before this one in the log. */
  boolean follows(Reservation earlier) {
    return earlier.offset < offset;
  }

  /** True if {@code earlier} was still held when the log took this one. */
  boolean isWithinLeaseOf(Reservation earlier) {
    return logTime - earlier.logTime <= Lease.LENGTH.toMillis();
  }
}
