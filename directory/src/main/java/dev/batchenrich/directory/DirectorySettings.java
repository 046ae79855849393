package dev.batchenrich.directory;

import dev.batchenrich.directory.cache.CacheSettings;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which directory to open and how to use it. All but the URI and the cache matters to an upstream
 * only.
 *
 * @param keyFile the file with its API key; null for the environment variable
 * @param concurrency calls at a time, 1 to 1,000, of all together who open it
 * @param callTimeout for a whole call, 100 ms to 5 min
 * @param callsPerMinute that may begin, likewise; 0 for no limit
 * @param cache none for a local directory, which is read from memory anyway
 */
public record DirectorySettings(
    String uri,
    @Nullable String keyFile,
    int concurrency,
    Duration callTimeout,
    int callsPerMinute,
    CacheSettings cache)
    implements Serializable {

  public static final int DEFAULT_CONCURRENCY = 16;
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_CONCURRENCY = 1_000;
  private static final Duration MIN_CALL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_CALL_TIMEOUT = Duration.ofMinutes(5);

  public DirectorySettings {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "directory-concurrency must be 1 to %d, is %d".formatted(MAX_CONCURRENCY, concurrency));
    }
    if (callTimeout.compareTo(MIN_CALL_TIMEOUT) < 0
        || callTimeout.compareTo(MAX_CALL_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "directory-call-timeout must be 100 ms to 5 min, is %d ms"
              .formatted(callTimeout.toMillis()));
    }
    if (callsPerMinute < 0) {
      throw new IllegalArgumentException(
          "directory-calls-per-minute must be positive, or 0 for no limit, is " + callsPerMinute);
    }
    if (!cache.isNone() && uri.startsWith(Directories.LOCAL)) {
      throw new IllegalArgumentException(
          "directory-cache must be 0 for a local directory, which is read from memory anyway");
    }
  }

  /** The calls at a time that fall to each of {@code users}; at least one. */
  public int callsAtATime(int users) {
    return Math.max(1, concurrency / users);
  }

  /** The directory at {@code uri} with everything else as it is by default. */
  public static DirectorySettings of(String uri) {
    return new DirectorySettings(
        uri, null, DEFAULT_CONCURRENCY, DEFAULT_CALL_TIMEOUT, 0, CacheSettings.NONE);
  }
}
