package dev.batchenrich.standalone;

import dev.batchenrich.standalone.command.BenchCommand;
import dev.batchenrich.standalone.command.CancelCommand;
import dev.batchenrich.standalone.command.CompletionCommand;
import dev.batchenrich.standalone.command.DemoCommand;
import dev.batchenrich.standalone.command.DownloadCommand;
import dev.batchenrich.standalone.command.Failures;
import dev.batchenrich.standalone.command.ImportCommand;
import dev.batchenrich.standalone.command.InitCommand;
import dev.batchenrich.standalone.command.KeysCommand;
import dev.batchenrich.standalone.command.ListCommand;
import dev.batchenrich.standalone.command.ServeCommand;
import dev.batchenrich.standalone.command.StatusCommand;
import dev.batchenrich.standalone.command.SubmitCommand;
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
    description = "Enriches people and companies in batches: submit a list, download a file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      SubmitCommand.class,
      StatusCommand.class,
      ListCommand.class,
      DownloadCommand.class,
      CancelCommand.class,
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      KeysCommand.class,
      InitCommand.class,
      BenchCommand.class,
      CompletionCommand.class
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
    var commandLine = new CommandLine(new BatchEnrichMain());
    explainExits(commandLine);
    return commandLine
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  private static void explainExits(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(Exit.meanings());
    commandLine.getSubcommands().values().forEach(BatchEnrichMain::explainExits);
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
