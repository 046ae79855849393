package dev.batchenrich.gateway.refusal;

import java.util.Map;

/** A request is not granted: ends it with an error answer. Its message is shown to the caller. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final transient Map<String, ?> metadata;

  public Refusal(ErrorType type, String message) {
    this(type, message, Map.of());
  }

  public Refusal(ErrorType type, String message, Map<String, ?> metadata) {
    // Refusals are ordinary answers: no stack trace is taken.
    super(message, null, false, false);
    this.type = type;
    this.metadata = metadata;
  }

  public static Refusal invalid(String message) {
    return new Refusal(ErrorType.INVALID_REQUEST, message);
  }

  /** It is not the caller's fault; the message says if anything may have been accepted. */
  public static Refusal unavailable(String message) {
    return new Refusal(ErrorType.UNAVAILABLE, message);
  }

  public ErrorType type() {
    return type;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Map<String, ?> metadata() {
    return metadata;
  }
}
