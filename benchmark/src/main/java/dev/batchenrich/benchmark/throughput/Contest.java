package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.load.WarmUp;
import dev.batchenrich.benchmark.report.HandOver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * Measures contenders on the same records, each in a process of its own, one after the other. Their
 * files are verified after every round that counts, and removed; what else a contender has on the
 * disk, when it is done: gigabytes of Kafka's logs.
 */
final class Contest {

  /** Before it is asked again whether a contestant still compiles. */
  private static final int WARM_UP_ROUNDS = 3;

  private final Effort effort;
  private final Path folder;
  private final Path recordsFolder;
  private final Records records;
  private final Table table;
  private final List<Result> results = new ArrayList<>();

  /**
   * Makes the records.
   *
   * @param folder for everything
   */
  Contest(Effort effort, Path folder, Table table) throws IOException {
    this.effort = effort;
    this.folder = folder;
    this.table = table;
    recordsFolder = Files.createDirectory(folder.resolve("records"));
    records = Records.makeIn(recordsFolder);
    table.printHead();
  }

  Records records() {
    return records;
  }

  /** All so far. */
  List<Result> results() {
    return List.copyOf(results);
  }

  /** Measures {@code contender}, not ours, and prints what it came to. */
  Result measure(Contender contender, Expected expected) throws Exception {
    var own = nextFolder();
    Result result;
    try (var process = new ContestantProcess(contender, recordsFolder, own)) {
      result = measure(contender, process, expected);
    }
    FileUtils.deleteDirectory(own.toFile());
    return result;
  }

  /** Measures ours, one server for all these fields. */
  void measureOurs(Map<Fields, Expected> expected) throws Exception {
    var own = nextFolder();
    try (var server = new ServerContestant(records, effort.jobs(), own)) {
      for (var each : expected.entrySet()) {
        measure(Contender.ours(each.getKey()), server.askedFor(each.getKey()), each.getValue());
      }
    }
    FileUtils.deleteDirectory(own.toFile());
  }

  private Path nextFolder() throws IOException {
    return Files.createDirectory(folder.resolve("contestant-" + results.size()));
  }

  private Result measure(Contender contender, Contestant contestant, Expected expected)
      throws Exception {
    var usage = new ProcessUsage(contestant.process());
    var warmUpSeconds = new WarmUp(usage, effort.warmUpSeconds()).repeat(() -> warmUp(contestant));
    var rounds = new ArrayList<Result.Round>();
    for (var i = 0; i < effort.rounds(); i++) {
      rounds.add(round(contestant, usage, expected));
    }
    var result = Result.of(contender, warmUpSeconds, rounds, usage.peakMemoryBytes());
    table.print(result);
    results.add(result);
    return result;
  }

  private void warmUp(Contestant contestant) throws Exception {
    for (var i = 0; i < WARM_UP_ROUNDS; i++) {
      contestant.run(effort.warmUpJobs());
      Expected.deleteFiles(contestant.results());
    }
  }

  private Result.Round round(Contestant contestant, ProcessUsage usage, Expected expected)
      throws Exception {
    var handOverNanos = HandOver.nanos();
    var cpuBefore = usage.cpuSeconds();
    var seconds = contestant.run(effort.jobs());
    var cpuSeconds = usage.cpuSeconds() - cpuBefore;
    var bytes = expected.verify(contestant.results(), effort.jobs());
    Expected.deleteFiles(contestant.results());
    return new Result.Round(effort.jobs() * Records.JOB, seconds, cpuSeconds, bytes, handOverNanos);
  }
}
