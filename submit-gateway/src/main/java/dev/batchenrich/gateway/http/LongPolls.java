package dev.batchenrich.gateway.http;

import dev.batchenrich.gateway.view.KnownJob;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds answers back until there is news, so many at a time. No thread waits with them. */
final class LongPolls implements AutoCloseable {

  /** For reading what is new: the thread that tells of it has other things to do. */
  private static final int THREADS = 2;

  private final int limit;
  private final Set<Poll> polls = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, LongPolls::daemon);
  private volatile boolean isReleased;

  /** Holds at most {@code limit} answers at a time. */
  LongPolls(int limit) {
    this.limit = limit;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "gateway-long-poll");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The job once it is further than {@code known}, or as it is after {@code wait}, or earlier if
   * the server is about to stop; null if it cannot be waited for.
   *
   * @param nextChange completes, in any thread, when the job changes
   * @param latest the job as it is now
   */
  @Nullable CompletableFuture<KnownJob> news(
      KnownJob known,
      Duration wait,
      Supplier<CompletableFuture<Void>> nextChange,
      Supplier<KnownJob> latest) {
    var poll = new Poll(known, nextChange, latest);
    polls.add(poll);
    if (isReleased || polls.size() > limit) {
      polls.remove(poll);
      return null;
    }
    poll.end.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS);
    return poll.news()
        .whenComplete(
            (job, failure) -> {
              polls.remove(poll);
              poll.end.complete(null);
            });
  }

  /** Gives all answers that are held back, and holds none from now on. */
  void release() {
    isReleased = true;
    polls.forEach(poll -> poll.end.complete(null));
  }

  /** To be called when the last request has ended. */
  @Override
  public void close() {
    executor.shutdown();
  }

  /** An answer that is held back. */
  private final class Poll {

    private final KnownJob known;
    private final Supplier<CompletableFuture<Void>> nextChange;
    private final Supplier<KnownJob> latest;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Poll(KnownJob known, Supplier<CompletableFuture<Void>> nextChange, Supplier<KnownJob> latest) {
      this.known = known;
      this.nextChange = nextChange;
      this.latest = latest;
    }

    CompletableFuture<KnownJob> news() {
      // Asked for before the job is read, so that no change falls between.
      var change = nextChange.get();
      try {
        var job = latest.get();
        if (end.isDone() || job.status().isFurtherThan(known.status())) {
          change.complete(null);
          return CompletableFuture.completedFuture(job);
        }
      } catch (RuntimeException e) {
        change.complete(null);
        return CompletableFuture.failedFuture(e);
      }
      return CompletableFuture.anyOf(change, end)
          .thenComposeAsync(
              either -> {
                change.complete(null);
                return news();
              },
              executor);
    }
  }
}
