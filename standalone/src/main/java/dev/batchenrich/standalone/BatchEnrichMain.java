package dev.batchenrich.standalone;

import dev.batchenrich.standalone.command.DemoCommand;
import dev.batchenrich.standalone.command.Failures;
import dev.batchenrich.standalone.command.ImportCommand;
import dev.batchenrich.standalone.command.InitCommand;
import dev.batchenrich.standalone.command.ServeCommand;
import dev.batchenrich.standalone.command.Version;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "batch-enrich",
    description = "Enriches people and companies in batches: submit up to 10,000, download a file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {DemoCommand.class, ServeCommand.class, ImportCommand.class, InitCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked",
      "1:it did not; one line on stderr says why, the log says more",
      "2:the command line is wrong",
      "130, 143:stopped by Ctrl-C or SIGTERM"
    })
public final class BatchEnrichMain implements Runnable {

  @Spec @Nullable CommandSpec spec;

  public static void main(String[] args) {
    // Before the first logger: nothing of java.util.logging may reach the terminal either.
    System.setProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
    // As on Java 17: no console where the output is not a terminal.
    System.setProperty("jdk.console", "java.base");
    // One way to write numbers, whatever the machine's.
    Locale.setDefault(Locale.ENGLISH);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    var failures = new Failures();
    return new CommandLine(new BatchEnrichMain())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
