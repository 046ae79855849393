package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.peer.Peer;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Identifiers per second of bare loops, ours and peers, on the same records: each contestant in a
 * process of its own, one after the other, its files verified after every round.
 */
public final class Throughput implements Section {

  private final Effort effort;
  private final Path folder;

  /**
   * @param folder for everything, which does not exist
   */
  public Throughput(Effort effort, Path folder) {
    this.effort = effort;
    this.folder = folder;
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    var recordsFolder = Files.createDirectories(folder.resolve("records"));
    var records = Records.makeIn(recordsFolder);
    report.put("throughput_settings", settings());
    var results = new ArrayList<Result>();
    var table = new Table(out);
    table.printHead();
    for (var fields : Fields.values()) {
      var expected = Expected.of(records, fields);
      for (var contender : contenders(fields, jdk(records, fields))) {
        var work = Files.createDirectory(folder.resolve("contestant-" + results.size()));
        try (var contestant = start(contender, records, recordsFolder, work)) {
          var result = measure(contender, contestant, expected);
          table.print(result);
          results.add(result);
        }
      }
    }
    report.put("contestants", results);
    new Ratios(results).addTo(report);
    printWhenKilled(out, results);
  }

  private Map<String, Object> settings() {
    return Map.of(
        "people", Records.PEOPLE,
        "identifiers_per_job", Records.JOB,
        "jobs", effort.jobs(),
        "rounds", effort.rounds(),
        "warm_up_seconds", effort.warmUp().toSeconds());
  }

  private Deflate jdk(Records records, Fields fields) throws IOException {
    try (var directory = new LocalDirectory(records.directory())) {
      return FairLevel.find(records, directory, fields, folder);
    }
  }

  /** Peers are measured with the default fields only. */
  private static List<Contender> contenders(Fields fields, Deflate jdk) {
    var contenders = new ArrayList<Contender>();
    contenders.add(Contender.bare(fields, Deflate.OURS));
    contenders.add(Contender.bare(fields, jdk));
    contenders.add(Contender.ours(fields));
    if (fields == Fields.DEFAULT) {
      for (var peer : Peer.values()) {
        contenders.add(Contender.of(peer, fields, jdk));
        contenders.add(Contender.of(peer, fields, Deflate.OURS));
      }
    }
    return contenders;
  }

  private Contestant start(Contender contender, Records records, Path recordsFolder, Path work)
      throws IOException {
    return contender.kind() == Contender.Kind.OURS
        ? new ServerContestant(records, contender.fields(), effort.jobs(), work)
        : new ContestantProcess(contender, recordsFolder, work);
  }

  private Result measure(Contender contender, Contestant contestant, Expected expected)
      throws Exception {
    var usage = new ProcessUsage(contestant.process());
    var began = System.nanoTime();
    while (System.nanoTime() - began < effort.warmUp().toNanos()) {
      contestant.run(effort.warmUpJobs());
      delete(contestant.results());
    }
    var rounds = new ArrayList<Result.Round>();
    for (var i = 0; i < effort.rounds(); i++) {
      var cpuBefore = usage.cpuSeconds();
      var seconds = contestant.run(effort.jobs());
      var cpuSeconds = usage.cpuSeconds() - cpuBefore;
      var bytes = expected.verify(contestant.results(), effort.jobs());
      rounds.add(new Result.Round(effort.jobs() * Records.JOB, seconds, cpuSeconds, bytes));
      delete(contestant.results());
    }
    return Result.of(contender, rounds, usage.peakMemoryBytes());
  }

  private static void delete(Path results) throws IOException {
    for (var file : Expected.files(results)) {
      Files.delete(file);
    }
  }

  private static void printWhenKilled(PrintWriter out, List<Result> results) {
    out.printf("%nwhen killed:%n");
    results.stream()
        .map(each -> "%-18s %s".formatted(each.name(), each.whenKilled()))
        .distinct()
        .forEach(out::println);
    out.flush();
  }
}
