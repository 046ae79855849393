package dev.batchenrich.benchmark.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.load.LaunchedServer;
import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.load.WarmUp;
import dev.batchenrich.benchmark.report.Latencies;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How long batches of two identifiers take, from the submission until they can be downloaded: one
 * at a time, and many a second.
 */
public final class SmallBatches implements Section {

  private static final int PER_SECOND = 200;

  /** Enough for what is under way at that rate, five for each. */
  private static final int ACCOUNTS = 200;

  private static final int WARM_UP_CALLERS = 40;
  private static final int WARM_UP_TURN_SECONDS = 5;

  private static final byte[] BODY =
      """
      {"professional_network_profile_urls": ["https://www.linkedin.com/in/tarsha-walsh", "nobody"]}
      """
          .getBytes(UTF_8);

  private final Path folder;
  private final int warmUpSeconds;
  private final int alone;
  private final int seconds;
  private final Accounts accounts = new Accounts(ACCOUNTS);

  /**
   * @param folder for everything, created if need be
   * @param warmUpSeconds for how long batches are submitted before, at most
   * @param alone how many are submitted one at a time
   * @param seconds for how long many are submitted, on a server that is warm; 0 for not at all
   */
  public SmallBatches(Path folder, int warmUpSeconds, int alone, int seconds) {
    this.folder = folder;
    this.warmUpSeconds = warmUpSeconds;
    this.alone = alone;
    this.seconds = seconds;
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    Files.createDirectories(folder);
    out.printf("%n%-32s %10s %10s%n", "batches of 2 identifiers, ms", "p50", "p99");
    try (var server =
        new LaunchedServer(
            folder.resolve("data"),
            List.of("--api-keys=" + accounts.write(folder.resolve("keys"))))) {
      new WarmUp(new ProcessUsage(server.process()), warmUpSeconds)
          .repeat(() -> warmUp(server.url()));
      report.put("small_batch_ms", tell(out, "one at a time", oneAtATime(server.url())));
      if (seconds > 0) {
        report.put(
            "small_batch_ms_at_%d_per_second".formatted(PER_SECOND),
            tell(out, PER_SECOND + " a second", manyASecond(server.url(), seconds)));
        report.put("small_batch_refusals", accounts.refusals());
      }
    }
  }

  private static Latencies tell(PrintWriter out, String name, List<Double> times) {
    var latencies = Latencies.of(times);
    out.printf("%-32s %10.0f %10.0f%n", name, latencies.p50(), latencies.p99());
    out.flush();
    return latencies;
  }

  private List<Double> oneAtATime(URI server) throws Exception {
    var times = new ArrayList<Double>();
    for (var i = 0; i < alone; i++) {
      times.add(accounts.millisecondsOf(server, i % ACCOUNTS, BODY));
    }
    return times;
  }

  /** By callers who wait for one batch before they submit the next, as fast as they can so. */
  private void warmUp(URI server) throws InterruptedException, ExecutionException {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_TURN_SECONDS);
    var callers = Executors.newFixedThreadPool(WARM_UP_CALLERS);
    try {
      var work =
          IntStream.range(0, WARM_UP_CALLERS)
              .<Callable<Void>>mapToObj(
                  caller ->
                      () -> {
                        while (System.nanoTime() < until) {
                          accounts.millisecondsOf(server, caller, BODY);
                        }
                        return null;
                      })
              .toList();
      for (var each : callers.invokeAll(work)) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** Submissions are made when it is their time, whether the others have ended or not. */
  private List<Double> manyASecond(URI server, int duration)
      throws InterruptedException, ExecutionException {
    var clock = Executors.newScheduledThreadPool(ACCOUNTS);
    try {
      var submitted = new ArrayList<Future<Double>>();
      for (var i = 0; i < duration * PER_SECOND; i++) {
        var account = i % ACCOUNTS;
        submitted.add(
            clock.schedule(
                () -> accounts.millisecondsOf(server, account, BODY),
                i * TimeUnit.SECONDS.toMicros(1) / PER_SECOND,
                TimeUnit.MICROSECONDS));
      }
      var times = new ArrayList<Double>();
      for (var each : submitted) {
        times.add(each.get());
      }
      return times;
    } finally {
      clock.shutdownNow();
    }
  }
}
