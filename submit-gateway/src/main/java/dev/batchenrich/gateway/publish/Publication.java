package dev.batchenrich.gateway.publish;

/**
 * How an attempt to publish a submission went.
 *
 * @param confirmationOffset where the confirmation is if it was committed, otherwise -1
 */
public record Publication(Outcome outcome, long confirmationOffset) {

  /** Whether anything of the submission is on Kafka. */
  public enum Outcome {
    /** All of it is. */
    COMMITTED,
    /** It failed, and is settled by now: all is there or nothing, and the log tells which. */
    SETTLED,
    /** It failed, and Kafka cannot be reached to learn which. */
    UNSETTLED,
    /** Nothing is. */
    NOT_BEGUN
  }

  static Publication failed(Outcome outcome) {
    return new Publication(outcome, -1);
  }
}
