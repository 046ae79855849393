package dev.batchenrich.standalone.command;

import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Gives accounts keys, and takes them back. */
@Command(
    name = "keys",
    description = {
      "Gives accounts API keys, and takes them back.",
      "",
      "Works on the file of a server, on its machine; a running server takes note at once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class KeysCommand implements Runnable {

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      defaultValue = ".batch-enrich/api-keys",
      description = "The file of the server. Default: ${DEFAULT-VALUE}")
  Path file = Path.of("");

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "one of add, list and revoke is missing");
  }

  @Command(
      name = "add",
      description = {
        "Makes a key of ACCOUNT and prints it. Only its hash is kept: it cannot be shown again."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int add(
      @Parameters(
              paramLabel = "ACCOUNT",
              description = "1 to 64 of A-Z a-z 0-9 . _ -; need not exist.")
          String account) {
    var key = ApiKeyFile.newKey();
    try {
      new ApiKeyFile(file).add(account, key);
    } catch (IOException | IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
    Terminal.out(spec).println(key);
    return 0;
  }

  @Command(
      name = "list",
      description = "Lists accounts and what the hashes of their keys begin with.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int list() {
    requireFile();
    try {
      for (var entry : new ApiKeyFile(file).entries()) {
        Terminal.out(spec).printf("%-20s %s%n", entry.account(), entry.shortHash());
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
  }

  @Command(
      name = "revoke",
      description = "Takes all keys of ACCOUNT back, or one.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int revoke(
      @Parameters(paramLabel = "ACCOUNT", description = "Whose keys.") String account,
      @Option(
              names = "--hash",
              paramLabel = "HASH",
              defaultValue = "",
              description = "What the hash of the key begins with, as 'keys list' shows it.")
          String hash) {
    requireFile();
    int revoked;
    try {
      revoked = new ApiKeyFile(file).remove(account, hash);
    } catch (IOException | IllegalArgumentException e) {
      throw CannotGoOn.because(e);
    }
    if (revoked == 0) {
      throw new CannotGoOn(
          Exit.NOT_FOUND,
          "%s has no key of %s%s"
              .formatted(file, account, hash.isEmpty() ? "" : " whose hash begins with " + hash));
    }
    Terminal.out(spec).printf("revoked: %,d%n", revoked);
    return 0;
  }

  private void requireFile() {
    if (!Files.exists(file)) {
      throw new CannotGoOn(
          Exit.NOT_FOUND, "%s is not there; --api-keys names another".formatted(file));
    }
  }
}
