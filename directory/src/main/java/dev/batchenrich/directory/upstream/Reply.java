package dev.batchenrich.directory.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream answered.
 *
 * @param retryAfter when to ask again, if it said so
 * @param body JSON, if the status is 200; nothing otherwise
 */
record Reply(int status, @Nullable Duration retryAfter, byte[] body) {

  static final int OK = 200;
}
