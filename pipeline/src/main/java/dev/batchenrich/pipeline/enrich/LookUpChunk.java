package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.Retries;
import dev.batchenrich.directory.RetrySchedule;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.directory.cache.CachingDirectory;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks all identifiers of a chunk up in one call. A directory that gives up is reported in the
 * result; it never fails the job. A chunk whose batch is cancelled meanwhile ends here.
 */
public final class LookUpChunk extends RichAsyncFunction<SubmittedChunk, LookedUpChunk> {

  private static final int MAX_REASON = 500;

  private final DirectoryFactory directories;
  private final Duration deadline;
  private final Duration limit;
  private transient ScheduledExecutorService scheduler;
  private transient Directory directory;
  private transient LookUpMetrics metrics;

  /**
   * @param deadline how long a failing look-up is repeated, from when it is its turn
   * @param limit when to go on without a directory that neither answers nor gives up
   */
  public LookUpChunk(DirectoryFactory directories, Duration deadline, Duration limit) {
    this.directories = directories;
    this.deadline = deadline;
    this.limit = limit;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    scheduler = Executors.newSingleThreadScheduledExecutor();
    var opened = directories.open(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    metrics = new LookUpMetrics(getRuntimeContext().getMetricGroup());
    directory =
        metered(opened)
            .retrying(
                new Retries(RetrySchedule.DEFAULT.until(deadline), scheduler, metrics::retried));
  }

  private Directory metered(Directory opened) {
    return opened instanceof CachingDirectory cache
        ? cache.metered(new CacheMetrics(getRuntimeContext().getMetricGroup()))
        : opened;
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
    if (scheduler != null) {
      scheduler.shutdownNow();
    }
  }

  @Override
  public void asyncInvoke(SubmittedChunk submitted, ResultFuture<LookedUpChunk> result) {
    var lookUp = LookUpsUnderWay.SHARED.begin(submitted.chunk().batch().batchId());
    var unwanted = lookUp.unwanted();
    if (unwanted.isDone()) {
      result.complete(List.of());
      return;
    }
    metrics.asked(submitted.chunk().identifiers().size());
    lookUp(submitted.chunk(), unwanted)
        .thenApply(records -> List.of(new LookedUpChunk(submitted, found(records), null)))
        .exceptionally(
            failure ->
                // The cancellation is on its way to the assembly, too, which then expects nothing.
                unwanted.isDone() ? List.of() : List.of(givenUp(submitted, failure)))
        .thenAccept(
            lookedUp -> {
              lookUp.end();
              result.complete(lookedUp);
            });
  }

  private CompletionStage<List<@Nullable EntityRecord>> lookUp(
      Chunk chunk, CompletableFuture<Void> unwanted) {
    var batch = chunk.batch();
    var lookUp =
        new SubmittedIdentifiers(batch.entity(), batch.identifierType(), chunk.identifiers())
            .lookUpIn(directory.until(unwanted))
            .toCompletableFuture();
    // Most are done by now, and a timer for each would cost a tenth of what they do.
    if (!lookUp.isDone()) {
      var unused = unwanted.thenRun(() -> lookUp.cancel(false));
      return lookUp.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    return lookUp;
  }

  private LookedUpChunk givenUp(SubmittedChunk submitted, Throwable failure) {
    metrics.gaveUp();
    return new LookedUpChunk(submitted, List.of(), reason(failure));
  }

  /** Bounded, because it ends in the status of the batch. */
  private static String reason(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException) {
      return "it did not answer in time";
    }
    var reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }

  private static List<FoundRecord> found(List<@Nullable EntityRecord> records) {
    var found = new ArrayList<FoundRecord>(records.size());
    for (var i = 0; i < records.size(); i++) {
      var record = records.get(i);
      if (record != null) {
        found.add(new FoundRecord(i, record));
      }
    }
    return found;
  }
}
