package dev.batchenrich.standalone.submit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Patience;
import dev.batchenrich.standalone.client.Refused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Carries an order out: submits its jobs as far as the server takes them, in order, and the others
 * when some have ended; fetches the results of those that have, and joins them.
 */
public final class SubmitRun {

  private static final Duration FIRST_POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(3);

  private final BatchClient client;
  private final Patience patience;
  private final WorkFolder folder;
  private final List<PartJob> parts;
  private final Consumer<String> notes;
  private final long began = System.nanoTime();
  private long nextSubmission = began;

  /**
   * Begins with {@code order}, or goes on with it if it is under way in {@code folder} already.
   *
   * @param key from which the idempotency keys of the jobs are made, unless it is under way already
   * @param notes is told what happens, in words
   */
  public SubmitRun(
      BatchClient client,
      Order order,
      String digest,
      Path folder,
      String key,
      Consumer<String> notes)
      throws IOException {
    this.client = client;
    this.notes = notes;
    var jobs = order.jobs();
    this.folder = WorkFolder.open(folder, digest, jobs.size(), key);
    patience = new Patience(notes);
    parts =
        IntStream.range(0, jobs.size())
            .mapToObj(n -> new PartJob(n, n * order.jobSize(), jobs.get(n), this.folder.results(n)))
            .toList();
  }

  /** Submits all jobs, waiting while the server has no room for more, and returns their ids. */
  public List<String> submitAll() throws IOException, InterruptedException {
    submitWhatIsTaken();
    while (!parts.stream().allMatch(PartJob::isAccepted)) {
      pause();
      submitWhatIsTaken();
    }
    folder.remove();
    return ids();
  }

  /**
   * Submits all jobs, waits for them, and joins their results in {@code output}.
   *
   * @param progress is told how many identifiers have been looked up
   * @return how many lines the results have
   */
  public long collect(Path output, LongConsumer progress) throws IOException, InterruptedException {
    submitWhatIsTaken();
    while (!fetchWhatIsThere()) {
      progress.accept(parts.stream().mapToLong(PartJob::processed).sum());
      pause();
      submitWhatIsTaken();
    }
    progress.accept(parts.stream().mapToLong(PartJob::processed).sum());
    long lines;
    try (var out = Files.newOutputStream(folder.joined())) {
      lines = JoinedResults.join(parts.stream().map(PartJob::results).toList(), out);
    }
    Files.move(folder.joined(), output, ATOMIC_MOVE);
    folder.remove();
    return lines;
  }

  /** The ids of the jobs that this run has submitted. */
  public List<String> ids() {
    return parts.stream().filter(PartJob::isAccepted).map(PartJob::id).toList();
  }

  private void submitWhatIsTaken() throws IOException, InterruptedException {
    if (System.nanoTime() - nextSubmission < 0) {
      return;
    }
    for (var part : parts) {
      if (part.isAccepted() || part.isFetched()) {
        continue;
      }
      try {
        part.accepted(
            patience.ask(() -> client.submit(part.submission(), folder.key(part.index()))));
        notes.accept("%s is batch %s".formatted(part, part.id()));
      } catch (Refused refused) {
        if (!refused.isTooManyActive()) {
          throw refusedWith(part, refused);
        }
        nextSubmission = System.nanoTime() + refused.retryAfter().toNanos();
        return;
      }
    }
  }

  /** What nothing has come of must not stand in the way of the corrected command. */
  private CannotGoOn refusedWith(PartJob part, Refused refused) throws IOException {
    if (refused.isFinal() && parts.stream().noneMatch(p -> p.isAccepted() || p.isFetched())) {
      folder.remove();
    }
    return parts.size() == 1
        ? refused
        : new CannotGoOn(refused.exit(), part + ": " + refused.getMessage(), refused);
  }

  /** Returns whether all results are there. */
  private boolean fetchWhatIsThere() throws IOException, InterruptedException {
    for (var part : parts) {
      if (!part.isAccepted() || part.isFetched()) {
        continue;
      }
      var job = patience.ask(() -> client.job(part.id()));
      part.processed(job.processed());
      if (job.hasResults()) {
        patience.ask(() -> fetch(part));
      } else if (job.hasEnded()) {
        folder.failed(part.index());
        throw new CannotGoOn(
            Exit.BATCH_FAILED,
            "%s, batch %s, ended as %s; the same command submits them again and goes on with the rest"
                .formatted(part, part.id(), job.end()));
      }
    }
    return parts.stream().allMatch(PartJob::isFetched);
  }

  /** With a fresh link each time. */
  private boolean fetch(PartJob part) throws IOException, InterruptedException {
    var link = URI.create(client.job(part.id()).downloadUrl());
    client.download(link, part.results());
    part.fetched();
    return true;
  }

  /** The longer it takes, the less often is asked. */
  private void pause() throws InterruptedException {
    var tenth = (System.nanoTime() - began) / 10;
    TimeUnit.NANOSECONDS.sleep(
        Math.min(Math.max(FIRST_POLL.toNanos(), tenth), LONGEST_POLL.toNanos()));
  }
}
