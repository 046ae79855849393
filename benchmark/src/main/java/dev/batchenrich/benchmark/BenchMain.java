package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.throughput.ContestantCommand;
import dev.batchenrich.standalone.command.Failures;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of the command line that the launcher leaves to this module. */
@Command(
    name = "batch-enrich",
    subcommands = {BenchCommand.class, ContestantCommand.class})
public final class BenchMain implements Runnable {

  @Spec @Nullable CommandSpec spec;

  public static void main(String[] args) {
    // Before the first logger: nothing of java.util.logging may reach the terminal either.
    System.setProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
    // One way to write numbers, whatever the machine's.
    Locale.setDefault(Locale.ENGLISH);
    var failures = new Failures();
    System.exit(
        new CommandLine(new BenchMain())
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .setUsageHelpAutoWidth(true)
            .setAbbreviatedOptionsAllowed(false)
            .execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
