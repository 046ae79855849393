package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "submit",
        "status",
        "list",
        "download",
        "cancel",
        "demo",
        "serve",
        "import",
        "keys",
        "keys add",
        "keys list",
        "keys revoke",
        "init",
        "completion"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(run((command + " --help").strip().split(" "))).isZero();

    assertThat(out.toString()).startsWith("Usage: batch-enrich " + command);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theHelpOfServeNamesItsDefaults() {
    run("serve", "--help");

    assertThat(out.toString()).contains("8080", "127.0.0.1", ".batch-enrich");
  }

  @Test
  void theHelpNamesTheExitCodes() {
    run("--help");

    assertThat(out.toString()).contains("0 ", "1 ", "2 ", "130, 143");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                           | batch-enrich: a command is missing
          fly                          | batch-enrich: there is no command 'fly'
          keys ad                      | batch-enrich: there is no command 'ad'
          status one two               | batch-enrich: Unmatched argument at index 2: 'two'
          serve --port x               | batch-enrich: Invalid value for option '--port': 'x' is not an int
          serve --port 65536           | batch-enrich: port must be 0 to 65535, is 65536
          serve --public-url here      | batch-enrich: public-url must be an absolute http or https URL without query, is here
          serve --webhook-ports http   | batch-enrich: webhook ports must be numbers from 1 to 65535 or ascending ranges of them, as in 80,443,1024-65535; 'http' is neither
          serve --checkpoint-interval 5 | batch-enrich: checkpoint-interval must be a duration such as '5 s', is '5'
          serve --checkpoint-interval 10ms | batch-enrich: checkpoint-interval must be 100 ms to 1 h, is 10 ms
          serve --checkpoint-interval 2h | batch-enrich: checkpoint-interval must be 100 ms to 1 h, is 7200000 ms
          serve --webhook-retries 5s;x | batch-enrich: webhook-retries must be durations such as '5 s;5 min', one is 'x'
          serve --webhook-retries 5    | batch-enrich: webhook-retries must be durations such as '5 s;5 min', one is '5'
          serve --webhook-retries 9d   | batch-enrich: webhook retries must each be 0 to 432000 s apart, one is 777600 s
          serve --directory-cache 256m | batch-enrich: directory-cache must be a size such as 256mb, or 0 for none, is '256m'
          serve --directory-cache 2mb  | batch-enrich: directory-cache needs a directory that is not local
          serve --directory-cache-ttl 5 | batch-enrich: directory-cache-ttl must be a duration such as '24 h', is '5'
          serve --directory local:x --directory-cache 2mb | batch-enrich: directory-cache must be 0 for a local directory, which is read from memory anyway
          serve --colour red           | batch-enrich: Unknown options: '--colour', 'red'
          import people.jsonl          | batch-enrich: Missing required option: '--to=DIR'
          import --to folder           | batch-enrich: give either dumps or --sample, for records that do not exist
          import --to folder --sample x | batch-enrich: give either dumps or --sample, for records that do not exist
          submit                       | batch-enrich: Missing required options and parameters: '--by=TYPE', 'ENTITY'
          submit people --by urls x    | batch-enrich: Invalid value for positional parameter at index 0 (ENTITY): must be person or company, is 'people'
          submit person --by names x   | batch-enrich: --by must be one of urls, emails for a person, is 'names'
          submit person --by urls -o x | batch-enrich: --output needs --wait
          submit person --by urls --wait -o - | batch-enrich: --output must be a file, is '-'
          download x -o -              | batch-enrich: --output must be a file, is '-'
          cancel                       | batch-enrich: Missing required parameter: 'ID'
          status                       | batch-enrich: Missing required parameter: 'ID'
          list --limit 0               | batch-enrich: --limit must be at least 1, is 0
          keys                         | batch-enrich: one of add, list and revoke is missing
          completion fish              | batch-enrich: Invalid value for positional parameter at index 0 (SHELL): expected one of [BASH, ZSH] (case-insensitive) but was 'fish'
          init                         | batch-enrich: --kafka.bootstrap.servers=HOST:PORT is missing
          init --kafka.bootstrap.servers | batch-enrich: --kafka.bootstrap.servers must be followed by a value
          init --colour red            | batch-enrich: Unknown option: '--colour'
          init --partitions 0          | batch-enrich: partitions must be 1 to 10000, is 0
          init --min-insync-replicas 4 | batch-enrich: min-insync-replicas must be 1 to 3, is 4
          """)
  void aWrongCommandLineIsOneLineAndAHint(String line, String message) {
    var arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertThat(run(arguments)).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(2).first().isEqualTo(message);
    assertThat(err.toString().lines()).last().asString().matches("Try 'batch-enrich.* --help'\\.");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://me:s3cret@db      | batch-enrich: directory must be postgresql://user:password@host:port/database, is 'postgresql://db'
          postgres://me:s3cret@db/x?ssl= | batch-enrich: a postgresql:// directory takes the parameters sslmode and sslrootcert, not 'ssl'
          mysql://db/x                   | batch-enrich: --to must be a folder or postgresql://..., is 'mysql://db/x'
          """)
  void anImportIntoNothingThatItKnowsIsOneLineWithoutThePassword(String to, String message) {
    assertThat(run("import", "--to", to, "people.jsonl")).isEqualTo(1);

    assertThat(err.toString().strip()).isEqualTo(message);
  }

  @Test
  void aFolderIsNoListOfIdentifiers(@TempDir Path folder) {
    assertThat(run("submit", "person", "--by", "urls", folder.toString())).isEqualTo(1);

    assertThat(err.toString().strip())
        .isEqualTo("batch-enrich: %s: is a folder, not a file".formatted(folder));
  }

  @Test
  void dumpsOfBadLinesAloneAreAFailure(@TempDir Path folder) throws Exception {
    var dump = Files.writeString(folder.resolve("dump.jsonl"), "garbage\n");

    assertThat(run("import", "--to", folder.resolve("to").toString(), dump.toString()))
        .isEqualTo(1);

    assertThat(out.toString()).contains("0 people and 0 companies", "1 bad lines left out");
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("dump.jsonl:1: not");
  }

  @Test
  void theSampleIsImportedAsDumpsAre(@TempDir Path folder) {
    assertThat(run("import", "--to", folder.toString(), "--sample")).isZero();

    assertThat(out.toString()).startsWith("imported 2,000 people and 500 companies into " + folder);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theHelpListsTheBenchmarkToo() {
    run("--help");

    assertThat(out.toString()).contains("bench ", "submit ", "completion ");
  }

  @Test
  void keysAreAddedListedAndRevoked(@TempDir Path folder) throws Exception {
    var file = folder.resolve("keys");
    Files.writeString(file, "# ours\nother sha256:" + "a".repeat(64) + " # until May\n");

    assertThat(run("keys", "add", "acme", "--api-keys", file.toString())).isZero();
    assertThat(out.toString()).startsWith("be_");
    assertThat(run("keys", "add", "--api-keys", file.toString(), "acme")).isZero();
    out.getBuffer().setLength(0);
    run("keys", "list", "--api-keys", file.toString());
    assertThat(out.toString().lines())
        .hasSize(3)
        .first()
        .isEqualTo("other                aaaaaaaaaaaa");
    var hash = out.toString().lines().toList().get(1).replaceFirst(".* ", "");

    run("keys", "revoke", "acme", "--hash", hash, "--api-keys", file.toString());
    assertThat(out.toString()).endsWith("revoked: 1\n");
    assertThat(run("keys", "revoke", "acme", "--api-keys", file.toString())).isZero();
    assertThat(file).hasContent("# ours\nother sha256:" + "a".repeat(64) + " # until May\n");
    assertThat(run("keys", "revoke", "acme", "--api-keys", file.toString())).isEqualTo(4);
  }

  @Test
  void aFileOfKeysThatIsNotThereIsNamed(@TempDir Path folder) {
    var file = folder.resolve("keys");

    assertThat(run("keys", "list", "--api-keys", file.toString())).isEqualTo(4);
    assertThat(err.toString().strip())
        .isEqualTo("batch-enrich: %s is not there; --api-keys names another".formatted(file));
  }

  @Test
  void theCompletionKnowsCommandsOptionsAndTheirValues() {
    assertThat(run("completion", "bash")).isZero();

    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("_complete_batch-enrich", "--idempotency-key", "emails", "completed");
  }

  private int run(String... arguments) {
    return BatchEnrichMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
