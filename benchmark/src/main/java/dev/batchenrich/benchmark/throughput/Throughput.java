package dev.batchenrich.benchmark.throughput;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import dev.batchenrich.benchmark.peer.Peer;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.directory.local.LocalDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Identifiers per second of bare loops, ours and peers. */
public final class Throughput implements Section {

  private static final String SETTINGS = "throughput_settings";

  private final Effort effort;
  private final Set<Kind> contestants;
  private final Path folder;

  /**
   * @param contestants who takes part
   * @param folder for everything, created if need be
   */
  public Throughput(Effort effort, Set<Kind> contestants, Path folder) {
    this.effort = effort;
    this.contestants = contestants;
    this.folder = folder;
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    report.put(SETTINGS, effort);
    report.add(SETTINGS, "people", Records.PEOPLE);
    report.add(SETTINGS, "identifiers_per_job", Records.JOB);
    report.add(SETTINGS, "contestants", contestants.stream().map(Kind::toString).toList());
    try (var contest = new Contest(effort, Files.createDirectories(folder), new Table(out))) {
      measureAll(contest);
      var text = String.join("\n", contest.records().job(0).subList(0, 1_000));
      report.add(SETTINGS, "our_deflate", SegmentedFile.compressor(text));
      report.put("contestants", contest.results());
      new Ratios(contest.results()).addTo(report);
      printWhenKilled(out, contest.results());
    }
  }

  private void measureAll(Contest contest) throws Exception {
    for (var contender : bareAndOurs(contest.records())) {
      if (contestants.contains(contender.kind())) {
        contest.measure(contender);
      }
    }
    if (contestants.contains(Kind.PEER)) {
      measurePeers(contest);
    }
  }

  /**
   * What is compared follows each other, because the machine is not the same all the time; where
   * processes are shared, what shares one does.
   */
  private List<Contender> bareAndOurs(Records records) throws IOException {
    var contenders = new ArrayList<Contender>();
    // The default fields last: a process that is shared is warmer by then.
    for (var fields : List.of(Fields.ALL, Fields.DEFAULT)) {
      if (effort.isJdkBare()) {
        contenders.add(Contender.bare(fields, jdk(records, fields)));
      }
      contenders.add(Contender.bare(fields, Deflate.OURS));
      contenders.add(Contender.ours(fields));
    }
    if (effort.isProcessShared()) {
      contenders.sort(comparing(Contender::kind));
    }
    return contenders;
  }

  private Deflate jdk(Records records, Fields fields) throws IOException {
    try (var directory = new LocalDirectory(records.directory())) {
      return FairLevel.find(records, directory, fields, folder);
    }
  }

  /** As their users would write them and then, the fastest first, with our deflate. */
  private void measurePeers(Contest contest) throws Exception {
    var jdk = jdk(contest.records(), Fields.DEFAULT);
    var rates = new HashMap<Peer, Double>();
    for (var peer : Peer.values()) {
      var result = contest.measure(Contender.of(peer, Fields.DEFAULT, jdk));
      rates.put(peer, result.identifiersPerSecond().median());
    }
    var fastestFirst =
        rates.entrySet().stream()
            .sorted(comparingDouble(rate -> -rate.getValue()))
            .map(Map.Entry::getKey)
            .limit(effort.peersWithOurDeflate())
            .toList();
    for (var peer : fastestFirst) {
      contest.measure(Contender.of(peer, Fields.DEFAULT, Deflate.OURS));
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
