package dev.batchenrich.standalone.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Saves the results of a job. */
@Command(
    name = "download",
    description = {
      "Saves the results of a job: JSON lines, gzipped.",
      "",
      "Broken off, the same command goes on where it was. Of a job that was cancelled or has failed",
      "what was found is saved, and the exit code is 6."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class DownloadCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The job's batch_id.")
  String id = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where they are saved. Default: the id with '.jsonl.gz', in this folder.")
  @Nullable Path output;

  @Option(names = "--force", description = "Replaces a file that is there already.")
  boolean isForced;

  @Mixin ClientOptions connection = new ClientOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Path.of("-").equals(output)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--output must be a file, is '-'");
    }
    var client = connection.client();
    var job = client.job(id);
    if (job.fileUrl().isEmpty()) {
      throw new CannotGoOn(
          job.hasEnded() ? Exit.BATCH_FAILED : Exit.FAILED,
          job.hasEnded()
              ? "batch %s ended as %s".formatted(job.id(), job.end())
              : "batch %s is %s; 'batch-enrich status --watch %s' waits for its end"
                  .formatted(job.id(), job.status(), job.id()));
    }
    var file = Objects.requireNonNullElse(output, Path.of(job.id() + ".jsonl.gz")).toAbsolutePath();
    if (!isForced && Files.exists(file)) {
      throw new CannotGoOn(
          "%s is there already; choose another --output, or --force".formatted(file));
    }
    try {
      fetch(client, file);
      report(file);
    } catch (IOException e) {
      throw CannotGoOn.because(e);
    }
    if (!job.isCompleted()) {
      throw new CannotGoOn(
          Exit.BATCH_FAILED,
          "batch %s ended as %s; the file holds what was found until then"
              .formatted(job.id(), job.end()));
    }
    return 0;
  }

  private void fetch(BatchClient client, Path file) throws IOException, InterruptedException {
    var err = Terminal.err(spec);
    try (var shown = new ShownDownload(err)) {
      var patience = new Patience(shown::note);
      // With a fresh link each time.
      patience.ask(
          () -> {
            client.download(URI.create(client.job(id).fileUrl()), file, shown::fetched);
            return file;
          });
    }
  }

  private void report(Path file) throws IOException {
    var out = Terminal.out(spec);
    var bytes = Files.size(file);
    if (connection.isJson) {
      out.println(
          JsonNodeFactory.instance.objectNode().put("output", file.toString()).put("bytes", bytes));
    } else {
      out.printf("%,d bytes: %s%n", bytes, file);
    }
  }
}
