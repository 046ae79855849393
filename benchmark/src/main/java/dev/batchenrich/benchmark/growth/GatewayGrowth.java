package dev.batchenrich.benchmark.growth;

import dev.batchenrich.benchmark.load.ProcessUsage;
import dev.batchenrich.benchmark.report.Latencies;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A gateway whose view holds very many finished jobs: how soon it is ready, for the first time and
 * again, what memory it takes, and how long it needs to answer.
 */
public final class GatewayGrowth implements Section {

  private static final int ACCOUNTS = 1_000;
  private static final int REQUESTS = 5_000;
  private static final int WARM_UP = 2_000;

  private final Path folder;
  private final FinishedJobs jobs;
  private final List<String> keys =
      IntStream.range(0, ACCOUNTS).mapToObj(each -> ApiKeyFile.newKey()).toList();
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * @param folder for everything, created if need be
   * @param count of jobs
   */
  public GatewayGrowth(Path folder, int count) {
    this.folder = folder;
    var accounts = IntStream.range(0, ACCOUNTS).mapToObj(each -> "account-" + each).toList();
    jobs = new FinishedJobs(count, accounts, Instant.now());
  }

  /**
   * What was measured.
   *
   * @param buildSeconds from the start of the process until it is ready, with a view to be built
   * @param startSeconds the same with the view that is there
   * @param peakMemoryBytes of the second process, all in all, with a heap of 512 MB at most
   */
  record Figures(
      int jobs,
      double buildSeconds,
      double startSeconds,
      long peakMemoryBytes,
      Latencies statusMs,
      Latencies listMs) {}

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    Files.createDirectories(folder);
    var figures = measure();
    report.put("gateway_growth", figures);
    out.printf("%na gateway that knows %,d finished jobs%n", figures.jobs());
    out.printf("%-32s %10.1f s%n", "ready, view to be built", figures.buildSeconds());
    out.printf("%-32s %10.1f s%n", "ready, view there", figures.startSeconds());
    out.printf("%-32s %,10d MB%n", "peak memory", figures.peakMemoryBytes() >> 20);
    print(out, "GET of a job", figures.statusMs());
    print(out, "GET of a list", figures.listMs());
    out.flush();
  }

  private static void print(PrintWriter out, String name, Latencies latencies) {
    out.printf("%-32s %10.1f ms, p99 %.1f ms%n", name, latencies.p50(), latencies.p99());
  }

  private Figures measure() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Topics.createMissing(broker.bootstrapServers());
      jobs.write(broker.bootstrapServers());
      var apiKeys = writeKeys();
      double buildSeconds;
      try (var first = new GatewayProcess(folder, broker.bootstrapServers(), apiKeys)) {
        buildSeconds = first.secondsToReady();
      }
      try (var gateway = new GatewayProcess(folder, broker.bootstrapServers(), apiKeys)) {
        var status = times(gateway, this::statusOfAny);
        var list = times(gateway, this::listOfAny);
        return new Figures(
            jobs.count(),
            buildSeconds,
            gateway.secondsToReady(),
            new ProcessUsage(gateway.process()).peakMemoryBytes(),
            status,
            list);
      }
    }
  }

  private Path writeKeys() throws IOException {
    var path = folder.resolve("keys");
    var file = new ApiKeyFile(path);
    for (var i = 0; i < ACCOUNTS; i++) {
      file.add(jobs.account(i), keys.get(i));
    }
    return path;
  }

  private record Request(String path, String key) {}

  private Request statusOfAny() {
    var job = random.nextInt(jobs.count());
    return new Request("/batch/" + jobs.batchId(job), keys.get(job % ACCOUNTS));
  }

  private Request listOfAny() {
    return new Request("/batch?limit=20", keys.get(random.nextInt(ACCOUNTS)));
  }

  /** Of requests one after the other. */
  private static Latencies times(GatewayProcess gateway, Supplier<Request> requests)
      throws IOException, InterruptedException {
    var http = HttpClient.newHttpClient();
    var times = new ArrayList<Double>();
    for (var i = 0; i < WARM_UP + REQUESTS; i++) {
      var request = requests.get();
      var begun = System.nanoTime();
      var answer =
          http.send(
              HttpRequest.newBuilder(gateway.address().resolve(request.path()))
                  .header("Authorization", "Bearer " + request.key())
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.statusCode() + " " + answer.body());
      }
      times.add((System.nanoTime() - begun) / 1e6);
    }
    return Latencies.of(times.subList(WARM_UP, times.size()));
  }
}
