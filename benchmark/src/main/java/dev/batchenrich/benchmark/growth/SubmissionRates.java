package dev.batchenrich.benchmark.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.report.Latencies;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * How long a gateway takes to answer a submission, one at a time, and how many it answers a second,
 * eight at a time: with two identifiers and with as many as there can be, beside what it takes to
 * publish the chunks of the latter and nothing else. The jobs are not worked on meanwhile, and so
 * none ends: every account has as many as it may.
 */
public final class SubmissionRates implements Section {

  private static final int AT_A_TIME = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int small;
  private final int full;

  /**
   * @param folder for everything, created if need be
   * @param small how many small bodies are submitted in each way, and before
   * @param full the same of full bodies
   */
  public SubmissionRates(Path folder, int small, int full) {
    this.folder = folder;
    this.small = small;
    this.full = full;
  }

  /** What was measured, times in milliseconds. */
  record Figures(
      double smallBodyP50Ms,
      double smallBodyP99Ms,
      double smallBodiesPerSecond,
      double fullBodyP50Ms,
      double fullBodyP99Ms,
      double fullBodiesPerSecond,
      double barePublishP50Ms,
      double barePublishP99Ms) {}

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    Files.createDirectories(folder);
    var figures = measure();
    report.put("submissions", figures);
    out.printf("%n%-32s %10s %10s %10s%n", "submissions, ms", "p50", "p99", "a second");
    out.printf(
        "%-32s %10.1f %10.1f %10.0f%n",
        "2 identifiers",
        figures.smallBodyP50Ms(),
        figures.smallBodyP99Ms(),
        figures.smallBodiesPerSecond());
    out.printf(
        "%-32s %10.1f %10.1f %10.0f%n",
        "10,000 identifiers",
        figures.fullBodyP50Ms(),
        figures.fullBodyP99Ms(),
        figures.fullBodiesPerSecond());
    out.printf(
        "%-32s %10.1f %10.1f%n",
        "their bare publication", figures.barePublishP50Ms(), figures.barePublishP99Ms());
    out.flush();
  }

  private Figures measure() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Topics.createMissing(broker.bootstrapServers());
      var accounts = new Accounts(accountsFor(3 * (small + full)));
      var keys = accounts.write(folder.resolve("keys"));
      try (var gateway = new GatewayProcess(folder, broker.bootstrapServers(), keys);
          var bare = new BarePublishing(broker.bootstrapServers(), emails(Batch.MAX_IDENTIFIERS))) {
        var submitting = new Submitting(gateway, accounts);
        var smallBody = body(2);
        submitting.milliseconds(smallBody, small);
        var smallMs = Latencies.of(submitting.milliseconds(smallBody, small));
        var smallPerSecond = submitting.perSecond(smallBody, small);
        var fullBody = body(Batch.MAX_IDENTIFIERS);
        submitting.milliseconds(fullBody, full);
        var fullMs = Latencies.of(submitting.milliseconds(fullBody, full));
        var fullPerSecond = submitting.perSecond(fullBody, full);
        bare.milliseconds(full);
        var bareMs = Latencies.of(bare.milliseconds(full));
        return new Figures(
            smallMs.p50(),
            smallMs.p99(),
            smallPerSecond,
            fullMs.p50(),
            fullMs.p99(),
            fullPerSecond,
            bareMs.p50(),
            bareMs.p99());
      }
    }
  }

  /** How many accounts it takes for so many jobs that do not end. */
  static int accountsFor(int jobs) {
    return (jobs + Accounts.ACTIVE_JOBS - 1) / Accounts.ACTIVE_JOBS;
  }

  private static List<String> emails(int count) {
    return IntStream.range(0, count).mapToObj("somebody.%d@example.com"::formatted).toList();
  }

  private static byte[] body(int identifiers) throws Exception {
    return JSON.writeValueAsBytes(Map.of("business_emails", emails(identifiers)));
  }

  /** Submissions to a gateway, by one account after the other. */
  private static final class Submitting {

    private final GatewayProcess gateway;
    private final Accounts accounts;
    private int submitted;

    Submitting(GatewayProcess gateway, Accounts accounts) {
      this.gateway = gateway;
      this.accounts = accounts;
    }

    /** How long each of {@code count} takes, one at a time. */
    List<Double> milliseconds(byte[] body, int count) throws Exception {
      var times = new ArrayList<Double>();
      for (var i = 0; i < count; i++) {
        var began = System.nanoTime();
        next(body).call();
        times.add((System.nanoTime() - began) / 1e6);
      }
      return times;
    }

    double perSecond(byte[] body, int count) throws Exception {
      var threads = Executors.newFixedThreadPool(AT_A_TIME);
      try {
        var work = IntStream.range(0, count).mapToObj(i -> next(body)).toList();
        var began = System.nanoTime();
        for (var each : threads.invokeAll(work)) {
          each.get();
        }
        return count / ((System.nanoTime() - began) / 1e9);
      } finally {
        threads.shutdownNow();
      }
    }

    private Callable<URI> next(byte[] body) {
      var account = submitted++ / Accounts.ACTIVE_JOBS;
      return () -> accounts.submit(gateway.address(), account, body);
    }
  }
}
