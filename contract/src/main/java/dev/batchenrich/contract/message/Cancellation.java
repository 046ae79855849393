package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.requirePresent;
import static dev.batchenrich.contract.message.Valid.requireTime;

import java.time.Instant;

/**
 * Asks for a batch to be ended before its time, on {@code batch-cancellations}. It says all that an
 * end says, because the batch may end before its first chunk is read.
 *
 * @param version of the message format, {@value #VERSION}
 * @param requestedAt in the years 1970 to 9999
 */
public record Cancellation(int version, Batch batch, Instant requestedAt) {

  public static final int VERSION = 1;

  public Cancellation {
    Valid.version(version, VERSION);
    requirePresent(batch, "batch");
    requireTime(requestedAt, "requested_at");
  }

  /** A cancellation in the current version of the format. */
  public Cancellation(Batch batch, Instant requestedAt) {
    this(VERSION, batch, requestedAt);
  }

  public String batchId() {
    return batch.batchId();
  }
}
