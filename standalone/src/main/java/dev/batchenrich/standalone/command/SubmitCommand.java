package dev.batchenrich.standalone.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.client.Submission;
import dev.batchenrich.standalone.progress.Progress;
import dev.batchenrich.standalone.submit.Order;
import dev.batchenrich.standalone.submit.SubmitRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Submits a list of any length and, if wanted, waits for the results. */
@Command(
    name = "submit",
    description = {
      "Submits people or companies and, with --wait, saves what is known of them.",
      "",
      "More than 10,000 identifiers become several jobs, of which the server takes five at a time;"
          + " their results are joined into one file, in the order of the input. Stopped before its"
          + " end, the same command goes on with the same jobs.",
      "",
      "Prints the ids of the jobs or, with --wait, what was found; all else goes to stderr."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    customSynopsis =
        "batch-enrich submit person|company --by TYPE [FILE|-] [--wait [--output FILE]] [OPTIONS]",
    sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {

  @Mixin InputOptions input = new InputOptions();

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      description = "Fields besides the defaults, with commas: skills,basic_profile.headline.")
  List<String> fields = List.of();

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Called when a job ends, for each of several.")
  @Nullable String webhook;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = {
        "Submitted again with the same key, the same identifiers are the same job; of several, each"
            + " has its number added.",
        "Default: a new one, kept until this command has come to its end."
      })
  @Nullable String idempotencyKey;

  @Option(
      names = "--job-size",
      paramLabel = "COUNT",
      defaultValue = "" + Order.MAX_JOB_SIZE,
      description = "Identifiers of a job, at most. Default: ${DEFAULT-VALUE}")
  int jobSize;

  @Option(names = "--wait", description = "Waits for the end, and saves the results.")
  boolean isWaiting;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "Where results are saved: JSON lines, gzipped. Needs --wait.",
        "Default: the name of the input, in this folder, with '-enriched.jsonl.gz'."
      })
  @Nullable Path output;

  @Option(names = "--force", description = "Replaces a file that is there already.")
  boolean isForced;

  @Mixin ClientOptions connection = new ClientOptions();

  @Spec @Nullable CommandSpec spec;

  private @Nullable Progress progress;

  @Override
  public Integer call() throws Exception {
    if (output != null && !isWaiting) {
      throw usage("--output needs --wait");
    }
    if (Path.of("-").equals(output)) {
      throw usage("--output must be a file, is '-'");
    }
    var results = Objects.requireNonNullElseGet(output, input::defaultOutput).toAbsolutePath();
    if (isWaiting && !isForced && Files.exists(results)) {
      throw new CannotGoOn(
          "%s is there already; choose another --output, or --force".formatted(results));
    }
    var order = order();
    var client = connection.client();
    // Before anything is kept or uploaded: is the server there, and the key right?
    client.jobs(null, 1);
    var digest = order.digest(connection.url + " " + idempotencyKey);
    var folder =
        isWaiting
            ? results.resolveSibling(results.getFileName() + ".partial")
            : StateFolder.in(System.getenv()).resolve(digest);
    var key = idempotencyKey == null ? "cli-" + UUID.randomUUID() : idempotencyKey;
    try (var interruption = Interruption.explainedBy(Terminal.err(spec), folder)) {
      var run = new SubmitRun(client, order, digest, folder, key, this::note);
      if (isWaiting) {
        collect(run, order, results);
      } else {
        printIds(run.submitAll(), order);
      }
    }
    return 0;
  }

  private Order order() {
    try {
      var type = input.type();
      var identifiers = input.read(type, System.in);
      if (identifiers.blanks() > 0) {
        note("%,d blank entries are left out".formatted(identifiers.blanks()));
      }
      var whole = new Submission(input.entity, type, identifiers.entries(), fields, webhook);
      return new Order(whole, jobSize);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void collect(SubmitRun run, Order order, Path results)
      throws IOException, InterruptedException {
    var all = order.whole().identifiers().size();
    long lines;
    try (var shown = Progress.of("enriched", all, Terminal.err(spec), Terminal.isInteractive())) {
      progress = shown;
      lines = run.collect(results, shown::processed);
    }
    var out = Terminal.out(spec);
    if (connection.isJson) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("output", results.toString())
              .put("identifier_count", all)
              .put("result_count", lines));
    } else {
      out.printf("%,d of %,d found: %s%n", lines, all, results);
    }
  }

  private void printIds(List<String> ids, Order order) {
    var out = Terminal.out(spec);
    if (connection.isJson) {
      var answer = JsonNodeFactory.instance.objectNode();
      ids.forEach(answer.putArray("batch_ids")::add);
      out.println(answer.put("identifier_count", order.whole().identifiers().size()));
    } else {
      ids.forEach(out::println);
      note("next: batch-enrich status --watch %s".formatted(ids.get(0)));
    }
  }

  private void note(String text) {
    if (progress == null) {
      Terminal.err(spec).println(text);
    } else {
      progress.note(text);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
