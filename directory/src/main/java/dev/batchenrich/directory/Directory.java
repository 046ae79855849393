package dev.batchenrich.directory;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A source of records, looked up many at a time. Safe for use by several threads. */
public interface Directory extends AutoCloseable {

  /**
   * The records of {@code identifiers}, which are normalised: a list of the same size and order,
   * with null for each that the directory does not know. The stage fails if the directory could not
   * answer; that says nothing about what exists, and asking again may succeed.
   */
  CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers);

  /**
   * This directory, which it closes with itself, with look-ups that are repeated while they fail.
   */
  default Directory retrying(Retries retries) {
    return new RetryingDirectory(this, retries);
  }

  /**
   * This directory, which it closes with itself, for look-ups that nobody waits for once {@code
   * unwanted} is done. They may fail then, with a {@link
   * java.util.concurrent.CancellationException}; what keeps others waiting is not begun any more.
   */
  default Directory until(CompletableFuture<?> unwanted) {
    return this;
  }

  @Override
  void close();
}
