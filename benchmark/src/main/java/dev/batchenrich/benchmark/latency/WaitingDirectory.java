package dev.batchenrich.benchmark.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers every call after a time, in which nothing is done, with one small record for each
 * identifier.
 */
final class WaitingDirectory implements Directory {

  private static final EntityRecord RECORD =
      new EntityRecord(
          1,
          List.of(
              new EntityRecord.Family("basic_profile", "{\"name\":\"Somebody\"}".getBytes(UTF_8))));

  private final Executor later;
  private final Calls calls;

  WaitingDirectory(Duration latency, Calls calls) {
    // On the timer's own thread: there is next to nothing to do.
    later =
        CompletableFuture.delayedExecutor(latency.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    this.calls = calls;
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    calls.begin();
    return CompletableFuture.supplyAsync(() -> answer(identifiers.size()), later);
  }

  private List<@Nullable EntityRecord> answer(int size) {
    calls.end();
    return Collections.nCopies(size, RECORD);
  }

  /** There is nothing to close. */
  @Override
  public void close() {}
}
