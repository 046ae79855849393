package dev.batchenrich.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.load.LaunchedServer;
import dev.batchenrich.benchmark.load.ManyPeople;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.local.DirectoryImport;
import dev.batchenrich.directory.postgres.PostgresImport;
import dev.batchenrich.directory.postgres.PostgresServer;
import dev.batchenrich.directory.postgres.PostgresUri;
import dev.batchenrich.standalone.WebhookChoices;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the kinds of directories make of the same jobs, from HTTP to the finished files, in turn.
 * The script {@code benchmark/directories} runs it.
 */
public final class DirectoryComparison {

  private static final int PEOPLE = 100_000;
  private static final int JOB = 10_000;
  private static final int JOBS = 20;
  private static final int ROUNDS = 3;
  private static final int CALLS_AT_A_TIME = 16;

  private final ManyPeople people = new ManyPeople();
  private final Path folder;
  private final Map<String, List<Figures>> measured = new LinkedHashMap<>();

  private DirectoryComparison(Path folder) throws Exception {
    this.folder = folder;
  }

  /** What all jobs took: seconds, and seconds of a core in this process. */
  private record Figures(double seconds, double cpuSeconds) {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("directories");
    new DirectoryComparison(folder).run();
    System.exit(0);
  }

  private void run() throws Exception {
    var dump = folder.resolve("people.jsonl");
    people.write(dump, PEOPLE);
    var local = folder.resolve("local");
    new DirectoryImport(local, List.of(dump), true).run(line -> {});
    try (var postgres = PostgresServer.start();
        var other =
            new LaunchedServer(folder.resolve("other"), List.of("--directory=local:" + local))) {
      var database = postgres.newDatabase();
      new PostgresImport(PostgresUri.parse(database, Map.of()), List.of(dump), true)
          .run(line -> {});
      var directories = new LinkedHashMap<String, DirectorySettings>();
      directories.put("local", DirectorySettings.of("local:" + local));
      directories.put("PostgreSQL", DirectorySettings.of(database));
      directories.put(
          "another server", Servers.upstream(other.url().toString(), other.key(), CALLS_AT_A_TIME));
      for (var round = 0; round <= ROUNDS; round++) {
        for (var directory : directories.entrySet()) {
          var figures = measure(directory.getValue());
          // The first round warms up.
          if (round > 0) {
            measured.computeIfAbsent(directory.getKey(), name -> new ArrayList<>()).add(figures);
          }
        }
      }
    }
    print();
  }

  private Figures measure(DirectorySettings directory) throws Exception {
    var accounts = new Accounts(4);
    var data = Files.createTempDirectory(folder, "server");
    try (var server = Servers.start(data, directory, accounts, WebhookChoices.DEFAULT)) {
      var jobs = IntStream.range(0, JOBS).mapToObj(this::job).toList();
      var began = System.nanoTime();
      var cpu = cpuNanos();
      accounts.enrich(server.url(), jobs);
      return new Figures((System.nanoTime() - began) / 1e9, (cpuNanos() - cpu) / 1e9);
    }
  }

  private Map<String, ?> job(int number) {
    var first = number * JOB;
    return Map.of(
        "business_emails",
        IntStream.range(first, first + JOB).mapToObj(i -> people.email(i % PEOPLE)).toList());
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void print() {
    var cores = Runtime.getRuntime().availableProcessors();
    System.out.printf(
        "%-32s %14s %14s %24s%n",
        "directory", "identifiers/s", "per core", "CPU seconds per million");
    measured.forEach(
        (directory, rounds) -> {
          var throughput =
              JOBS
                  * JOB
                  / rounds.stream().mapToDouble(Figures::seconds).sorted().toArray()[ROUNDS / 2];
          var cpu = rounds.stream().mapToDouble(Figures::cpuSeconds).sorted().toArray()[ROUNDS / 2];
          System.out.printf(
              "%-32s %,14.0f %,14.0f %24.1f%n",
              directory, throughput, throughput / cores, cpu * 1e6 / (JOBS * JOB));
        });
  }
}
