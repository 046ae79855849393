package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.CannotGoOn;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands in the list of commands; the script {@code batch-enrich} runs another program for it. */
@Command(
    name = "bench",
    description = "Measures this server on this machine, beside what it can be compared with.")
public final class BenchCommand implements Callable<Integer> {

  @Unmatched List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw new CannotGoOn("bench is run by the script ./batch-enrich of the source code");
  }
}
