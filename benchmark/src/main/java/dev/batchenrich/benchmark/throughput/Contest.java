package dev.batchenrich.benchmark.throughput;

import static java.util.Objects.requireNonNull;

import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.load.WarmUp;
import dev.batchenrich.benchmark.report.HandOver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Measures contenders on the same records, one after the other: each in a process of its own, or
 * those of one kind that follow each other in one. Their files are verified after every round that
 * counts, and removed; what else a process has on the disk, when it is done: gigabytes of Kafka's
 * logs.
 */
final class Contest implements AutoCloseable {

  /** Before it is asked again whether a contestant still compiles. */
  private static final int WARM_UP_ROUNDS = 3;

  private final Effort effort;
  private final Path folder;
  private final Path recordsFolder;
  private final Records records;
  private final Map<Fields, Expected> expected = new EnumMap<>(Fields.class);
  private final Table table;
  private final List<Result> results = new ArrayList<>();
  private @Nullable Entry entry;

  /** A process, what its contenders are, and the folder with all that it writes. */
  private record Entry(Kind kind, Contestant contestant, Path folder) {}

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
    for (var fields : Fields.values()) {
      expected.put(fields, Expected.of(records, fields));
    }
    table.printHead();
  }

  Records records() {
    return records;
  }

  /** All so far. */
  List<Result> results() {
    return List.copyOf(results);
  }

  /** Measures {@code contender}, and prints what it came to. */
  Result measure(Contender contender) throws Exception {
    var contestant = contestant(contender.kind());
    // Starts what this contender needs.
    runUncounted(contestant, contender, 1);
    var usage = new ProcessUsage(contestant.process());
    var warmUp = new WarmUp(usage, effort.warmUpSeconds());
    var warmUpSeconds = warmUp.repeat(() -> warmUp(contestant, contender));
    var rounds = new ArrayList<Result.Round>();
    for (var i = 0; i < effort.rounds(); i++) {
      rounds.add(round(contestant, contender, usage));
    }
    var result = Result.of(contender, warmUpSeconds, rounds, usage.peakMemoryBytes());
    table.print(result);
    results.add(result);
    return result;
  }

  /** The one that there is if its process is to be shared, or a new one. */
  private Contestant contestant(Kind kind) throws Exception {
    if (entry == null || !effort.isProcessShared() || entry.kind() != kind) {
      leave();
      entry = entry(kind, Files.createDirectory(folder.resolve("contestant-" + results.size())));
    }
    return entry.contestant();
  }

  private Entry entry(Kind kind, Path own) throws IOException {
    var contestant =
        kind == Kind.OURS
            ? new ServerContestant(records, effort.jobs(), own)
            : new ContestantProcess(recordsFolder, own);
    return new Entry(kind, contestant, own);
  }

  /** Ends the one that there is, and removes what it has on the disk. */
  private void leave() throws Exception {
    if (entry != null) {
      entry.contestant().close();
      FileUtils.deleteDirectory(entry.folder().toFile());
    }
  }

  private void warmUp(Contestant contestant, Contender contender) throws Exception {
    for (var i = 0; i < WARM_UP_ROUNDS; i++) {
      runUncounted(contestant, contender, effort.warmUpJobs());
    }
  }

  private static void runUncounted(Contestant contestant, Contender contender, int jobs)
      throws Exception {
    contestant.run(contender, jobs);
    Expected.deleteFiles(contestant.results());
  }

  private Result.Round round(Contestant contestant, Contender contender, ProcessUsage usage)
      throws Exception {
    var handOverNanos = HandOver.nanos();
    var cpuBefore = usage.cpuSeconds();
    var seconds = contestant.run(contender, effort.jobs());
    var cpuSeconds = usage.cpuSeconds() - cpuBefore;
    var bytes =
        requireNonNull(expected.get(contender.fields()))
            .verify(contestant.results(), effort.jobs());
    Expected.deleteFiles(contestant.results());
    return new Result.Round(effort.jobs() * Records.JOB, seconds, cpuSeconds, bytes, handOverNanos);
  }

  @Override
  public void close() throws Exception {
    if (entry != null) {
      entry.contestant().close();
    }
  }
}
