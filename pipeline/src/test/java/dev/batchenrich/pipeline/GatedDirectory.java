package dev.batchenrich.pipeline;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers as {@link FakeDirectory} does, once the test lets it: a question about people who are not
 * let through waits. The gate is one for all subtasks, because they are in the JVM of the test.
 */
final class GatedDirectory implements Directory {

  private static volatile IntPredicate people = person -> false;

  private final FakeDirectory directory = new FakeDirectory(Duration.ZERO);
  private final Executor later = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
  private volatile boolean isClosed;

  /** Lets questions through that begin with one of {@code people}, and no others. */
  static void letThrough(IntPredicate people) {
    GatedDirectory.people = people;
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    if (isClosed) {
      return new CompletableFuture<>();
    }
    return people.test(FakeDirectory.number(identifiers.get(0)))
        ? directory.lookUp(entity, type, identifiers)
        : CompletableFuture.runAsync(() -> {}, later)
            .thenCompose(waited -> lookUp(entity, type, identifiers));
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
