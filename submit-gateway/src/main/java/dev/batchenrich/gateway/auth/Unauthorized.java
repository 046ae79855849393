package dev.batchenrich.gateway.auth;

/** A request does not say, or not truly, whose it is. Its answer has a form of its own. */
public final class Unauthorized extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Unauthorized(String message) {
    super(message, null, false, false);
  }

  public static Unauthorized missingKey() {
    return new Unauthorized("Missing API key in request");
  }

  public static Unauthorized invalidKey() {
    return new Unauthorized("Invalid API key in request");
  }
}
