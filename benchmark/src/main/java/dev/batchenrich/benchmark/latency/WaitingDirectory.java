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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

  private final Duration latency;
  private final Calls calls;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  WaitingDirectory(Duration latency, Calls calls) {
    this.latency = latency;
    this.calls = calls;
  }

  @Override
  public CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Entity entity, IdentifierType type, List<String> identifiers) {
    calls.begin();
    var answer = new CompletableFuture<List<@Nullable EntityRecord>>();
    clock.schedule(
        () -> {
          calls.end();
          answer.complete(Collections.nCopies(identifiers.size(), RECORD));
        },
        latency.toNanos(),
        TimeUnit.NANOSECONDS);
    return answer;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
