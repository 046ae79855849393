package dev.batchenrich.standalone.demo;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import dev.batchenrich.standalone.progress.Progress;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Submits the batches of the demo, watches them, downloads their files and checks every line.
 *
 * @param downloads the folder for the files
 * @param isTerminal whether {@code out} can show live bars
 */
public record DemoRun(BatchClient client, Path downloads, PrintWriter out, boolean isTerminal) {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int SHOWN_LINES = 30;

  /** Runs the demo; returns only if everything is as it must be. */
  public void run() throws IOException, InterruptedException {
    Files.createDirectories(downloads);
    var submitted = new ArrayList<Submitted>();
    for (var batch : DemoBatches.of(new SampleRecords())) {
      var began = System.nanoTime();
      var id =
          client.submit(
              batch.entity(), batch.type(), batch.identifiers(), UUID.randomUUID().toString());
      out.printf(
          "%-10s %,d identifiers accepted as batch %s%n",
          batch.title(), batch.identifiers().size(), id);
      submitted.add(new Submitted(batch, id, began));
    }
    out.println();
    var finished = watch(submitted);
    out.println();
    summarise(finished);
  }

  private List<Finished> watch(List<Submitted> submitted) throws IOException, InterruptedException {
    var watched = new ArrayList<Watched>();
    for (var batch : submitted) {
      var requested = batch.batch().identifiers().size();
      watched.add(
          new Watched(batch, Progress.of(batch.batch().title(), requested, out, isTerminal)));
    }
    var finished = new HashMap<Submitted, Finished>();
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!watched.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new CannotGoOn("the batches did not end within " + LIMIT.toSeconds() + " s");
      }
      for (var each : List.copyOf(watched)) {
        var job = client.job(each.submitted().id());
        each.progress().processed(job.hasEnded() ? job.requested() : job.processed());
        if (job.hasEnded()) {
          var seconds = (System.nanoTime() - each.submitted().began()) / 1e9;
          each.progress().close();
          watched.remove(each);
          finished.put(each.submitted(), fetch(each.submitted(), job, seconds));
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return submitted.stream().map(batch -> Objects.requireNonNull(finished.get(batch))).toList();
  }

  private Finished fetch(Submitted submitted, Job job, double seconds)
      throws IOException, InterruptedException {
    if (!job.status().equals("completed")) {
      throw new CannotGoOn(
          "batch %s ended as %s: %s".formatted(submitted.id(), job.status(), job.error()));
    }
    var path = downloads.resolve(submitted.batch().title() + ".jsonl.gz");
    client.download(URI.create(job.downloadUrl()), path);
    var file = ResultsFile.read(path);
    file.requireExactly(submitted.batch().expected());
    if (job.results() != file.identifiers().size()) {
      throw new CannotGoOn(
          "batch %s counts %d results, its file has %d lines"
              .formatted(submitted.id(), job.results(), file.identifiers().size()));
    }
    return new Finished(submitted.batch().title(), job, file, seconds);
  }

  private void summarise(List<Finished> finished) throws IOException {
    out.printf("%-10s %10s %10s %8s %10s%n", "", "requested", "fulfilled", "seconds", "file");
    for (var batch : finished) {
      out.printf(
          "%-10s %,10d %,10d %8.1f %,7d kB%n",
          batch.title(),
          batch.job().requested(),
          batch.job().results(),
          batch.seconds(),
          Files.size(batch.file().path()) / 1000);
    }
    for (var batch : finished) {
      out.printf("%nfirst line of %s:%n", batch.file().path());
      out.println(batch.file().firstRecord(SHOWN_LINES));
    }
  }

  private record Submitted(DemoBatch batch, String id, long began) {}

  private record Watched(Submitted submitted, Progress progress) {}

  private record Finished(String title, Job job, ResultsFile file, double seconds) {}
}
