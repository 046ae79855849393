package dev.batchenrich.directory.dump;

import java.nio.file.Path;

/**
 * A line of a dump that could not be imported.
 *
 * @param number from 1
 * @param reason in one line
 */
public record BadLine(Path file, long number, String reason) {

  /** {@code people.jsonl:12: not a JSON object}. */
  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, number, reason);
  }
}
