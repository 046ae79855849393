package dev.batchenrich.standalone.command;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints what makes a shell complete commands and options.",
      "",
      "For this shell: source <(batch-enrich completion bash)",
      "For all, add that line to ~/.bashrc; for zsh, with zsh in it, to ~/.zshrc."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class CompletionCommand implements Callable<Integer> {

  /** Shells that the one script, which finds out where it is, is for. */
  enum Shell {
    BASH,
    ZSH;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  Shell shell = Shell.BASH;

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var root = Objects.requireNonNull(spec).root();
    Terminal.out(spec).print(AutoComplete.bash(root.name(), root.commandLine()));
    Terminal.out(spec).flush();
    return 0;
  }
}
