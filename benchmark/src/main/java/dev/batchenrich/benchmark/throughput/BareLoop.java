package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.gateway.intake.Submission;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the machine can do at most: each core does job after job, and nothing comes from anywhere.
 */
final class BareLoop implements Rounds {

  private final Records records;
  private final Enrichment enrichment;
  private final Path results;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService threads = Executors.newFixedThreadPool(cores);

  BareLoop(Records records, Enrichment enrichment, Path results) {
    this.records = records;
    this.enrichment = enrichment;
    this.results = results;
  }

  @Override
  public double run(int jobs) throws Exception {
    var next = new AtomicInteger();
    Callable<Void> loop =
        () -> {
          for (var job = next.getAndIncrement(); job < jobs; job = next.getAndIncrement()) {
            enrich(job);
          }
          return null;
        };
    var began = System.nanoTime();
    for (var core : threads.invokeAll(Collections.nCopies(cores, loop))) {
      core.get();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void enrich(int job) throws IOException {
    var identifiers = records.job(job);
    var path = results.resolve("job-%d.jsonl.gz".formatted(job));
    var file = enrichment.begin(path);
    for (var i = 0; i < identifiers.size(); i += Submission.DEFAULT_CHUNK_SIZE) {
      file.add(identifiers.subList(i, i + Submission.DEFAULT_CHUNK_SIZE));
    }
    file.finish();
    handToDisk(path);
  }

  /** The file outlives a loss of power then, as those of the job do. */
  private static void handToDisk(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
