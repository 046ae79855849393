package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
  @ValueSource(strings = {"", "demo", "serve", "import", "init"})
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
          fly                          | batch-enrich: Unmatched argument at index 0: 'fly'
          serve --port x               | batch-enrich: Invalid value for option '--port': 'x' is not an int
          serve --port 65536           | batch-enrich: port must be 0 to 65535, is 65536
          serve --public-url here      | batch-enrich: public-url must be an absolute http or https URL without query, is here
          serve --webhook-ports http   | batch-enrich: webhook ports must be numbers from 1 to 65535 or ascending ranges of them, as in 80,443,1024-65535; 'http' is neither
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
  void theSampleIsImportedAsDumpsAre(@TempDir Path folder) {
    assertThat(run("import", "--to", folder.toString(), "--sample")).isZero();

    assertThat(out.toString()).startsWith("imported 2,000 people and 500 companies into " + folder);
    assertThat(err.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return BatchEnrichMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
