package dev.batchenrich.pipeline.intake;

/**
 * A message that could not be worked on, and why.
 *
 * @param reason cut off after 1,000 characters: it may quote the message
 */
public record DeadLetter(Message message, String reason) {

  private static final int MAX_REASON = 1_000;

  public DeadLetter {
    reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
