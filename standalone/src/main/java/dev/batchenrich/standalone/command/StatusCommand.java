package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import dev.batchenrich.standalone.client.Patience;
import dev.batchenrich.standalone.progress.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how far a job is. */
@Command(
    name = "status",
    description = "Tells how far a job is; with --watch until it has ended.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class StatusCommand implements Callable<Integer> {

  private static final int POLL_SECONDS = 1;

  @Parameters(paramLabel = "ID", description = "The job's batch_id.")
  String id = "";

  @Option(
      names = "--watch",
      description = "Shows its progress until it has ended; fails if that is without results.")
  boolean isWatching;

  @Mixin ClientOptions connection = new ClientOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var client = connection.client();
    var job = client.job(id);
    if (isWatching) {
      job = watch(client, job);
    }
    show(job);
    if (isWatching && !job.isCompleted()) {
      throw new CannotGoOn(
          Exit.BATCH_FAILED, "batch %s ended as %s".formatted(job.id(), job.end()));
    }
    return 0;
  }

  private Job watch(BatchClient client, Job first) throws IOException, InterruptedException {
    var err = Terminal.err(spec);
    var job = first;
    try (var progress = Progress.of("enriched", job.requested(), err, Terminal.isInteractive())) {
      var patience = new Patience(progress::note);
      progress.processed(job.processed());
      while (!job.hasEnded()) {
        TimeUnit.SECONDS.sleep(POLL_SECONDS);
        job = patience.ask(() -> client.job(id));
        progress.processed(job.processed());
      }
    }
    return job;
  }

  private void show(Job job) {
    var out = Terminal.out(spec);
    if (connection.isJson) {
      out.println(job.json());
      return;
    }
    new ShownJob(job, Instant.now()).lines().forEach(out::println);
  }
}
