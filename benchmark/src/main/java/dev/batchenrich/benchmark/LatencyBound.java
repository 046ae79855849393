package dev.batchenrich.benchmark;

import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.load.Checkpoints;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.standalone.WebhookChoices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much of what an upstream of 50 ms a call allows is made use of, by the number of calls at a
 * time, and how long checkpoints take meanwhile. The script {@code benchmark/directories} runs it.
 */
public final class LatencyBound {

  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int[] CALLS_AT_A_TIME = {4, 16, 64};
  private static final int WARM_UP = 64;
  private static final int JOB = 10_000;
  private static final double SECONDS = 20;
  private static final int MAX_ACCOUNTS = 16;

  private LatencyBound() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("latency");
    System.out.printf(
        "%-32s %14s %10s %24s%n",
        "upstream of 50 ms, calls at once", "identifiers/s", "of limit", "checkpoints, longest");
    measure(WARM_UP, Files.createDirectory(folder.resolve("warm-up")));
    for (var calls : CALLS_AT_A_TIME) {
      System.out.println(measure(calls, Files.createDirectory(folder.resolve("calls-" + calls))));
    }
    System.exit(0);
  }

  private static String measure(int calls, Path folder) throws Exception {
    var limit = calls * EnrichCall.MAX_IDENTIFIERS / (LATENCY.toMillis() / 1e3);
    var jobs = jobs((int) Math.ceil(limit * SECONDS / JOB));
    var accounts = new Accounts(Math.min(jobs.size(), MAX_ACCOUNTS));
    var key = Files.writeString(folder.resolve("key"), "key");
    try (var upstream = new SlowUpstream(LATENCY);
        var server =
            Servers.start(
                folder,
                Servers.upstream(upstream.url(), key, calls),
                accounts,
                WebhookChoices.DEFAULT)) {
      accounts.enrich(server.url(), jobs);
      var throughput = (double) jobs.size() * JOB / upstream.seconds();
      var checkpoints = Checkpoints.of(server.flink());
      return "%-32s %,14.0f %9.1f%% %12d, %,7d ms"
          .formatted(
              upstream.most(),
              throughput,
              100 * throughput / limit,
              checkpoints.completed(),
              checkpoints.longestMillis());
    }
  }

  private static List<Map<String, ?>> jobs(int count) {
    var jobs = new ArrayList<Map<String, ?>>();
    for (var i = 0; i < count; i++) {
      var domain = "job%d.example.com".formatted(i);
      jobs.add(
          Map.of(
              "business_emails",
              IntStream.range(0, JOB).mapToObj(each -> "p%d@%s".formatted(each, domain)).toList()));
    }
    return jobs;
  }
}
