package dev.batchenrich.directory;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory could not answer; asking again may succeed. */
public final class DirectoryException extends RuntimeException {

  private final @Nullable Duration retryAfter;

  public DirectoryException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /**
   * A failure for which the directory said when to ask again.
   *
   * @param retryAfter the least time to wait; null if it did not say
   */
  public DirectoryException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** The least time to wait before asking again, if the directory said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
