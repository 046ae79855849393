package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;

/** One answer for every batch that is not the caller's, whatever the reason. */
final class NotFound {

  private NotFound() {}

  static Refusal batch() {
    return new Refusal(ErrorType.NOT_FOUND, "There is no such batch");
  }

  static Refusal results() {
    return new Refusal(ErrorType.NOT_FOUND, "The results are not there any more");
  }

  /** For a path that no route matches; an odd batch id can make one. */
  static Refusal of(String path) {
    return path.startsWith("/batch/")
        ? batch()
        : new Refusal(ErrorType.NOT_FOUND, "There is nothing at this path");
  }
}
