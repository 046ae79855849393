package dev.batchenrich.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * How far a batch is. It only moves forward, in the order of declaration; the last three are ends.
 */
public enum BatchStatus {
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("processing")
  PROCESSING,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  /** True for a batch that counts against its account's limit of active batches. */
  public boolean isActive() {
    return this == PENDING || this == PROCESSING;
  }

  /** True for a batch that has ended: nothing about it changes any more. */
  public boolean isTerminal() {
    return !isActive();
  }

  /** Its name in JSON: {@code pending}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
