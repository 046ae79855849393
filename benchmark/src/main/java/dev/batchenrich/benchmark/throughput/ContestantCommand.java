package dev.batchenrich.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.benchmark.peer.Peer;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a {@link ContestantProcess} runs. */
@Command(name = ContestantCommand.NAME, hidden = true)
public final class ContestantCommand implements Callable<Integer> {

  static final String NAME = "contestant";

  @Option(names = "--peer", description = "None for the bare loop.")
  @Nullable Peer peer;

  @Option(names = "--fields", required = true)
  String fields = "";

  @Option(names = "--deflate", required = true)
  String deflate = "";

  @Option(names = "--records", required = true)
  Path recordsFolder = Path.of("");

  @Option(names = "--results", required = true)
  Path results = Path.of("");

  @Option(names = "--data-dir", required = true)
  Path data = Path.of("");

  @Override
  public Integer call() throws Exception {
    System.setProperty("batch-enrich.logs", data.resolve("logs").toString());
    var answers = System.out;
    // Whatever a library prints is no answer.
    System.setOut(System.err);
    var records = Records.readFrom(recordsFolder);
    var chosen = Fields.parse(fields);
    try (var directory = new LocalDirectory(records.directory())) {
      var enrichment = new Enrichment(directory, chosen.selection(), Deflate.parse(deflate));
      try (var rounds =
          peer == null
              ? new BareLoop(records, enrichment, results)
              : new PeerRounds(peer, records, chosen, new BatchFiles(enrichment, results), data)) {
        answer(rounds, answers);
      }
    }
    return 0;
  }

  private static void answer(Rounds rounds, PrintStream answers) throws Exception {
    answers.println("ready");
    var requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var jobs = requests.readLine(); jobs != null; jobs = requests.readLine()) {
      answers.println(rounds.run(Integer.parseInt(jobs)));
    }
  }
}
