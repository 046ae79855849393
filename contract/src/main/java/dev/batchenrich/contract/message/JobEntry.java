package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.requirePresent;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of the log that gateways share, on {@code batch-jobs}: a slot is reserved, or the batch
 * is published. A tombstone under the key of a reservation takes that one back and nothing else,
 * also when the log is compacted.
 *
 * @param version of the message format, {@value #VERSION}
 * @param attempt tells the attempts to submit one batch apart
 * @param fingerprint of what was submitted, equal for equal submissions
 */
public record JobEntry(int version, Kind kind, String attempt, String fingerprint, Batch batch) {

  public static final int VERSION = 1;

  /** What the entry says of the batch. */
  public enum Kind {
    @JsonProperty("reservation")
    RESERVATION,
    @JsonProperty("confirmation")
    CONFIRMATION
  }

  public JobEntry {
    Valid.version(version, VERSION);
    requirePresent(kind, "kind");
    requirePresent(attempt, "attempt");
    requirePresent(fingerprint, "fingerprint");
    requirePresent(batch, "batch");
  }

  /** An entry in the current version of the format. */
  public JobEntry(Kind kind, String attempt, String fingerprint, Batch batch) {
    this(VERSION, kind, attempt, fingerprint, batch);
  }

  /** Its key in the log: the batch id and, for a reservation, {@code /} and the attempt. */
  public String key() {
    return kind == Kind.RESERVATION ? batch.batchId() + "/" + attempt : batch.batchId();
  }
}
