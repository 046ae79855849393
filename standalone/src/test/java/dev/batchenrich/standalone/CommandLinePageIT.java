package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class CommandLinePageIT {

  private static final Pattern SHELL =
      Pattern.compile("^```sh$(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theCommandsOfThePageWorkOneAfterTheOther() throws Exception {
    var program = folder.resolve("batch-enrich");
    Files.writeString(
        program, "#!/bin/sh\nexec %s \"$@\"\n".formatted(quoted(ClientProcess.program())));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var data = folder.resolve(".batch-enrich");
    try (var standalone =
        Standalone.start(Preparation.of(StandaloneConfig.in(data)), new OpenResources())) {
      var shell = new ProcessBuilder("bash", "-euxo", "pipefail").directory(folder.toFile());
      var environment = shell.environment();
      environment.put("HOME", folder.resolve("home").toString());
      environment.put("PATH", folder + ":" + environment.get("PATH"));
      environment.put("BATCH_ENRICH_URL", standalone.url().toString());
      environment.put("BATCH_ENRICH_API_KEY", Files.readString(data.resolve("api-key")).strip());
      var process =
          shell
              .redirectInput(Files.writeString(folder.resolve("commands"), commands()).toFile())
              .redirectErrorStream(true)
              .start();
      var printed = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor()).as(printed).isZero();
      assertThat(printed)
          .contains("1 of 2 found: " + folder.resolve("people-enriched.jsonl.gz"))
          .contains("\"original_identifier\":\"https://www.linkedin.com/in/tarsha-walsh\"")
          .contains("revoked: 1");
      assertThat(folder.resolve("results.jsonl.gz")).isNotEmptyFile();
    }
  }

  /** All of them, in order; commands that read standard input must not read those behind them. */
  private static String commands() throws IOException {
    return SHELL
        .matcher(Files.readString(CommandLinePageTest.PAGE, UTF_8))
        .results()
        .map(block -> "{%s} </dev/null%n".formatted(block.group(1)))
        .collect(joining());
  }

  private static String quoted(List<String> command) {
    return command.stream().map("'%s'"::formatted).collect(joining(" "));
  }
}
