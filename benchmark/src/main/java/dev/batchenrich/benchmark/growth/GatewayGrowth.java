package dev.batchenrich.benchmark.growth;

import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A gateway whose view holds very many finished jobs: how soon it is ready, for the first time and
 * again, what memory it takes, and how long it needs to answer.
 */
public final class GatewayGrowth {

  private static final int ACCOUNTS = 1_000;
  private static final int REQUESTS = 5_000;
  private static final int WARM_UP = 2_000;

  private GatewayGrowth() {}

  public static void main(String[] arguments) throws Exception {
    var jobs = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    System.out.println(measure(jobs, Files.createTempDirectory("growth")));
    System.exit(0);
  }

  /**
   * What was measured; times in seconds and milliseconds.
   *
   * @param builtSeconds from the start of the process until it is ready, with a view to be built
   * @param startSeconds the same with the view that is there
   */
  record Figures(
      int jobs,
      double builtSeconds,
      double startSeconds,
      long peakBytes,
      double statusP50,
      double statusP99,
      double listP50,
      double listP99) {}

  static Figures measure(int count, Path folder) throws Exception {
    var keys = IntStream.range(0, ACCOUNTS).mapToObj(each -> ApiKeyFile.newKey()).toList();
    var jobs =
        new FinishedJobs(
            count,
            IntStream.range(0, ACCOUNTS).mapToObj(each -> "account-" + each).toList(),
            Instant.now());
    var apiKeys = folder.resolve("keys");
    var file = new ApiKeyFile(apiKeys);
    for (var i = 0; i < ACCOUNTS; i++) {
      file.add(jobs.account(i), keys.get(i));
    }
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Topics.createMissing(broker.bootstrapServers());
      jobs.write(broker.bootstrapServers());
      double built;
      try (var first = new GatewayProcess(folder, broker.bootstrapServers(), apiKeys)) {
        built = first.secondsToReady();
      }
      try (var gateway = new GatewayProcess(folder, broker.bootstrapServers(), apiKeys)) {
        var random = new SplittableRandom(1);
        var status =
            times(
                gateway.address(),
                each -> {
                  var job = random.nextInt(count);
                  return new Request("/batch/" + jobs.batchId(job), keys.get(job % ACCOUNTS));
                });
        var list =
            times(
                gateway.address(),
                each -> new Request("/batch?limit=20", keys.get(random.nextInt(ACCOUNTS))));
        return new Figures(
            count,
            built,
            gateway.secondsToReady(),
            gateway.peakBytes(),
            share(status, 0.5),
            share(status, 0.99),
            share(list, 0.5),
            share(list, 0.99));
      }
    }
  }

  private record Request(String path, String key) {}

  /** Milliseconds of requests one after the other, in ascending order. */
  private static double[] times(URI gateway, IntFunction<Request> requests)
      throws IOException, InterruptedException {
    var http = HttpClient.newHttpClient();
    var times = new double[REQUESTS];
    for (var i = -WARM_UP; i < REQUESTS; i++) {
      var request = requests.apply(i);
      var begun = System.nanoTime();
      var answer =
          http.send(
              HttpRequest.newBuilder(gateway.resolve(request.path()))
                  .header("Authorization", "Bearer " + request.key())
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.statusCode() + " " + answer.body());
      }
      if (i >= 0) {
        times[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static double share(double[] ascending, double share) {
    return ascending[(int) Math.ceil(share * ascending.length) - 1];
  }
}
