package dev.batchenrich.benchmark.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.load.LaunchedServer;
import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.load.WarmUp;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.benchmark.report.Spread;
import dev.batchenrich.directory.local.DirectoryImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether jobs of 10,000 take longer each when many of them wait: time per identifier, from the
 * first submission over HTTP until the last file can be downloaded, and the memory of the server.
 * Records are small, so that the queue weighs more than what is done with them.
 */
public final class QueueGrowth implements Section {

  /** The level that the largest one is compared with: fewer are over too soon to tell. */
  private static final int COMPARED_WITH = 10;

  private static final int WARM_UP_ROUNDS = 10;

  private static final int JOB = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int warmUpSeconds;
  private final List<Integer> levels;

  /**
   * @param folder for everything, created if need be
   * @param warmUpSeconds for how long jobs are submitted before, at most
   * @param levels how many jobs are submitted at once, in that order; {@value #COMPARED_WITH} and
   *     more among them to tell how they compare
   */
  public QueueGrowth(Path folder, int warmUpSeconds, List<Integer> levels) {
    this.folder = folder;
    this.warmUpSeconds = warmUpSeconds;
    this.levels = List.copyOf(levels);
  }

  /**
   * What was measured with so many jobs.
   *
   * @param rounds of which the median is told
   * @param peakMemoryBytes of the server since its start
   */
  record Level(int jobs, int rounds, double microsecondsPerIdentifier, long peakMemoryBytes) {

    /** More of those that are over soon. */
    static int rounds(int jobs) {
      return Math.max(1, Math.min(9, 300 / jobs));
    }
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    Files.createDirectories(folder);
    out.printf("%n%-32s %20s %20s%n", "jobs of 10,000 at once", "us per identifier", "peak memory");
    var most = Collections.max(levels);
    var accounts = new Accounts(Math.max(COMPARED_WITH, most) / Accounts.ACTIVE_JOBS);
    var measured = new ArrayList<Level>();
    try (var server =
        new LaunchedServer(
            folder.resolve("data"),
            List.of(
                "--directory=local:" + directory(),
                "--api-keys=" + accounts.write(folder.resolve("keys"))))) {
      var queue = new Queue(server, accounts, body());
      new WarmUp(new ProcessUsage(server.process()), warmUpSeconds).repeat(queue::warmUp);
      for (var jobs : levels) {
        var level = queue.measure(jobs);
        measured.add(level);
        out.printf(
            "%-32d %20.2f %,17d MB%n",
            jobs, level.microsecondsPerIdentifier(), level.peakMemoryBytes() >> 20);
        out.flush();
      }
    }
    report.put("queue_growth", measured);
    if (most > COMPARED_WITH) {
      report.addRatio("queue_growth", time(measured, most), time(measured, COMPARED_WITH));
    }
  }

  private static double time(List<Level> measured, int jobs) {
    return measured.stream()
        .filter(each -> each.jobs() == jobs)
        .findFirst()
        .orElseThrow()
        .microsecondsPerIdentifier();
  }

  /** A server whose queue is filled. */
  private record Queue(LaunchedServer server, Accounts accounts, byte[] body) {

    Level measure(int jobs) throws Exception {
      var rounds = Level.rounds(jobs);
      var times = new ArrayList<Double>();
      for (var i = 0; i < rounds; i++) {
        times.add(microsecondsPerIdentifier(jobs));
      }
      var usage = new ProcessUsage(server.process());
      return new Level(jobs, rounds, Spread.of(times).median(), usage.peakMemoryBytes());
    }

    void warmUp() throws Exception {
      for (var i = 0; i < WARM_UP_ROUNDS; i++) {
        microsecondsPerIdentifier(COMPARED_WITH);
      }
    }

    double microsecondsPerIdentifier(int jobs) throws Exception {
      var began = System.nanoTime();
      accounts.enrichAtOnce(server.url(), Collections.nCopies(jobs, body));
      return (System.nanoTime() - began) / 1e3 / jobs / JOB;
    }
  }

  private static String email(int person) {
    return "p%d@example.com".formatted(person);
  }

  private static byte[] body() throws IOException {
    var emails = IntStream.range(0, JOB).mapToObj(QueueGrowth::email).toList();
    return JSON.writeValueAsBytes(Map.of("business_emails", emails));
  }

  /** A directory of whom the jobs ask for. */
  private Path directory() throws IOException {
    var dump = folder.resolve("people.jsonl");
    var people =
        IntStream.range(0, JOB)
            .mapToObj(
                i ->
                    """
                    {"crustdata_person_id":%d,"basic_profile":{"name":"Person %1$d"},\
                    "contact":{"business_emails":[{"email":"%s"}]}}"""
                        .formatted(i + 1, email(i)))
            .toList();
    Files.write(dump, people);
    var directory = folder.resolve("directory");
    new DirectoryImport(directory, List.of(dump), true).run(line -> {});
    return directory;
  }
}
