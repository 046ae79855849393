package dev.batchenrich.pipeline.post;

import org.jspecify.annotations.Nullable;

/**
 * What became of a post: an answer or a failure.
 *
 * @param statusCode of the answer; null if there was none
 * @param failure why there was no answer: one line of at most 500 characters that gives away
 *     nothing of the network at hand, fit for whoever asked for the post
 * @param retryAfter the header of the answer as it came, if it had one that is any use
 */
public record PostResult(
    @Nullable Integer statusCode, @Nullable String failure, @Nullable String retryAfter) {

  public PostResult {
    if ((statusCode == null) == (failure == null)) {
      throw new IllegalArgumentException(
          "either statusCode (%s) or failure (%s) must be null".formatted(statusCode, failure));
    }
  }

  static PostResult answered(int statusCode, @Nullable String retryAfter) {
    return new PostResult(statusCode, null, retryAfter);
  }

  static PostResult failed(String failure) {
    return new PostResult(null, failure, null);
  }
}
