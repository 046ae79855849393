package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.benchmark.report.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to finish each batch as soon as it is complete: CPU time beside that of a server
 * that finishes batches every 5 s, both under the same load, in turns. Just-in-time compilation is
 * left out, since it does not last.
 */
public final class CheckpointCost implements Section {

  /** Of a round: so many that waiting for the last checkpoint is little of it. */
  private static final int JOBS = 500;

  private final Path folder;
  private final int warmUpRounds;
  private final int rounds;

  /**
   * @param folder for everything, created if need be
   * @param warmUpRounds of each server
   * @param rounds after these, of which the median counts
   */
  public CheckpointCost(Path folder, int warmUpRounds, int rounds) {
    this.folder = folder;
    this.warmUpRounds = warmUpRounds;
    this.rounds = rounds;
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    Files.createDirectories(folder);
    out.printf("%n%-32s %26s%n", "batches are finished", "CPU s per million, median");
    var records = Records.makeIn(Files.createDirectory(folder.resolve("records")));
    try (var prompt = new Server(records, folder.resolve("prompt"));
        var every5s =
            new Server(records, folder.resolve("every-5-s"), "--checkpoint-interval=5s")) {
      for (var i = 0; i < warmUpRounds; i++) {
        prompt.round();
        every5s.round();
      }
      var promptCosts = new ArrayList<Double>();
      var costsEvery5s = new ArrayList<Double>();
      for (var i = 0; i < rounds; i++) {
        promptCosts.add(prompt.round());
        costsEvery5s.add(every5s.round());
      }
      var promptCost = tell(out, "as soon as they are complete", promptCosts);
      var costEvery5s = tell(out, "every 5 s", costsEvery5s);
      report.put(
          "checkpoints_cpu_seconds_per_million",
          List.of(Spread.of(promptCosts), Spread.of(costsEvery5s)));
      report.addRatio("checkpoints_every_5_s_to_prompt", costEvery5s, promptCost);
    }
  }

  private static double tell(PrintWriter out, String name, List<Double> costs) {
    var median = Spread.of(costs).median();
    out.printf("%-32s %26.2f%n", name, median);
    out.flush();
    return median;
  }

  /** One of the two. */
  private static final class Server implements AutoCloseable {

    private final ServerContestant contestant;
    private final ProcessUsage usage;

    Server(Records records, Path folder, String... options) throws IOException {
      contestant = new ServerContestant(records, JOBS, Files.createDirectory(folder), options);
      usage = new ProcessUsage(contestant.process());
    }

    /** The CPU seconds per million identifiers of the next jobs. */
    double round() throws Exception {
      var before = usage.cpuSeconds() - usage.compilerSeconds();
      contestant.run(Contender.ours(Fields.DEFAULT), JOBS);
      var after = usage.cpuSeconds() - usage.compilerSeconds();
      Expected.deleteFiles(contestant.results());
      return (after - before) * 1e6 / JOBS / Records.JOB;
    }

    @Override
    public void close() throws Exception {
      contestant.close();
    }
  }
}
