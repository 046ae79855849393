package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.CannotGoOn;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as one line each on stderr; the traces go to the log. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof CannotGoOn told) {
      command.getErr().println("batch-enrich: " + told.getMessage());
      return told.exit().code();
    }
    LoggerFactory.getLogger(Failures.class).error("The command failed.", failure);
    command.getErr().printf("batch-enrich: %s (more in %s)%n", oneLine(failure), Logs.folder());
    return ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    var command = failure.getCommandLine();
    command.getErr().println("batch-enrich: " + words(failure));
    command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  private static String words(ParameterException failure) {
    var command = failure.getCommandLine();
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()
        || command.getSubcommands().isEmpty()) {
      return String.valueOf(failure.getMessage());
    }
    return "there is no command '%s'".formatted(unmatched.getUnmatched().get(0));
  }

  private static String oneLine(Exception failure) {
    var own = CannotGoOn.reason(failure);
    var cause = failure.getCause();
    var line = cause == null || own.contains(cause.toString()) ? own : own + ": " + cause;
    return line.lines().findFirst().orElse(own);
  }
}
