package dev.batchenrich.standalone.command;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The streams of the command that runs. */
final class Terminal {

  private Terminal() {}

  static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /** True if somebody watches the output. */
  @SuppressWarnings("SystemConsoleNull") // BatchEnrichMain sees to it on later JDKs
  static boolean isInteractive() {
    return System.console() != null;
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
