package dev.batchenrich.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a {@link ContestantProcess} runs. */
@Command(name = ContestantCommand.NAME, hidden = true)
public final class ContestantCommand implements Callable<Integer> {

  static final String NAME = "contestant";

  @Option(names = "--records", required = true)
  Path recordsFolder = Path.of("");

  @Option(names = "--results", required = true)
  Path results = Path.of("");

  @Option(names = "--data-dir", required = true)
  Path data = Path.of("");

  private @Nullable Contender contender;
  private @Nullable Rounds rounds;

  @Override
  public Integer call() throws Exception {
    System.setProperty("batch-enrich.logs", data.resolve("logs").toString());
    var answers = System.out;
    // Whatever a library prints is no answer.
    System.setOut(System.err);
    var records = Records.readFrom(recordsFolder);
    var requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (var directory = new LocalDirectory(records.directory())) {
      for (var line = requests.readLine(); line != null; line = requests.readLine()) {
        var request = RoundRequest.parse(line);
        answers.println(roundsOf(request.contender(), records, directory).run(request.jobs()));
      }
    } finally {
      closeRounds();
    }
    return 0;
  }

  /** Those that went on before, or new ones if they were of another contender. */
  private Rounds roundsOf(Contender next, Records records, Directory directory) throws Exception {
    if (rounds == null || !next.equals(contender)) {
      closeRounds();
      rounds = begin(next, records, directory);
      contender = next;
    }
    return rounds;
  }

  private Rounds begin(Contender next, Records records, Directory directory) throws IOException {
    var enrichment = new Enrichment(directory, next.fields().selection(), next.deflate());
    var peer = next.peer();
    return peer == null
        ? new BareLoop(records, enrichment, results)
        : new PeerRounds(
            peer,
            records,
            next.fields(),
            new BatchFiles(enrichment, results),
            Files.createTempDirectory(data, "peer-"));
  }

  private void closeRounds() throws Exception {
    if (rounds != null) {
      rounds.close();
      rounds = null;
    }
  }
}
