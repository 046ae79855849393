package dev.batchenrich.standalone.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchenrich.standalone.client.Job;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(
    name = "list",
    description = "Lists the account's jobs, newest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class ListCommand implements Callable<Integer> {

  private static final String ROW = "%-36s  %-10s  %-7s  %11s  %9s  %s%n";

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      completionCandidates = StatusCandidates.class,
      description = "Only those that are so: ${COMPLETION-CANDIDATES}.")
  @Nullable String status;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "How many, at most. Default: ${DEFAULT-VALUE}")
  int limit;

  @Mixin ClientOptions connection = new ClientOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--limit must be at least 1, is " + limit);
    }
    var jobs = connection.client().jobs(status, limit);
    var out = Terminal.out(spec);
    if (connection.isJson) {
      var list = JsonNodeFactory.instance.arrayNode();
      jobs.forEach(job -> list.add(job.json()));
      out.println(list);
    } else if (jobs.isEmpty()) {
      Terminal.err(spec).println("there are none");
    } else {
      out.printf(ROW, "BATCH", "STATUS", "OF", "IDENTIFIERS", "FOUND", "CREATED");
      for (Job job : jobs) {
        out.printf(
            ROW,
            job.id(),
            job.status(),
            job.text("entity"),
            "%,d".formatted(job.requested()),
            "%,d".formatted(job.results()),
            job.text("created_at"));
      }
    }
    return 0;
  }
}
