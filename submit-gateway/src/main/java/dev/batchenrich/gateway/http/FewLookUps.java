package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.gateway.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up while callers wait, not for long. No thread waits with them. */
final class FewLookUps {

  private static final Logger LOG = LoggerFactory.getLogger(FewLookUps.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** A directory that is slow must not gather questions that nobody waits for any more. */
  private static final int MAX_UNDER_WAY = 500;

  private final Directory directory;
  private final Semaphore free = new Semaphore(MAX_UNDER_WAY);

  FewLookUps(Directory directory) {
    this.directory = directory;
  }

  /**
   * The records of {@code identifiers}, in their order. It fails with a {@link Refusal} if the
   * directory does not answer in time.
   *
   * @throws Refusal if too many look-ups are under way
   */
  CompletableFuture<List<@Nullable EntityRecord>> records(SubmittedIdentifiers identifiers) {
    if (!free.tryAcquire()) {
      throw unavailable();
    }
    return begun(identifiers)
        .whenComplete((records, failure) -> free.release())
        .toCompletableFuture()
        // What is given up is the copy: the look-up itself stays under way until it ends.
        .copy()
        .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              LOG.warn(
                  "look-up failed: entity={} reason={}",
                  identifiers.entity().wireName(),
                  failure.toString());
              throw unavailable();
            });
  }

  private CompletionStage<List<@Nullable EntityRecord>> begun(SubmittedIdentifiers identifiers) {
    try {
      return identifiers.lookUpIn(directory);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Refusal unavailable() {
    return Refusal.unavailable("The records cannot be looked up at the moment");
  }
}
