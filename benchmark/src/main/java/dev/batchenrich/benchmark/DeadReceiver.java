package dev.batchenrich.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.pipeline.post.RetryDelays;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.WebhookChoices;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What a receiver that never answers costs everybody else: 200 jobs whose webhooks go to a healthy
 * receiver and 200 whose webhooks go to another one, which is healthy, too, or never answers. Both
 * ways in turn, each on a server of its own, after one round that warms up. The script {@code
 * benchmark/dead-receiver} runs it.
 */
public final class DeadReceiver {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int JOBS = 200;
  private static final int IDENTIFIERS = 2_000;
  private static final int ACCOUNTS = 20;
  private static final int ROUNDS = 3;
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> people =
      new SampleRecords()
          .people().stream()
              .map(
                  each ->
                      each.at("/social_handles/professional_network_identifier/profile_url")
                          .asText())
              .limit(IDENTIFIERS)
              .toList();
  private final List<String> keys =
      IntStream.range(0, ACCOUNTS).mapToObj(each -> ApiKeyFile.newKey()).toList();

  private DeadReceiver() {}

  /** What one way took: seconds to the last healthy webhook, and identifiers per second. */
  private record Figures(double seconds, double throughput) {}

  public static void main(String[] arguments) throws Exception {
    var benchmark = new DeadReceiver();
    benchmark.measure(false);
    var healthy = new ArrayList<Figures>();
    var dead = new ArrayList<Figures>();
    for (var round = 0; round < ROUNDS; round++) {
      healthy.add(benchmark.measure(false));
      dead.add(benchmark.measure(true));
    }
    print("both receivers healthy", healthy);
    print("the other one never answers", dead);
    System.exit(0);
  }

  private static void print(String name, List<Figures> rounds) {
    System.out.printf(
        "%-28s  last of %d webhooks after %5.1f s   %,8.0f identifiers/s   (medians of %d)%n",
        name,
        JOBS,
        rounds.stream().mapToDouble(Figures::seconds).sorted().toArray()[ROUNDS / 2],
        rounds.stream().mapToDouble(Figures::throughput).sorted().toArray()[ROUNDS / 2],
        ROUNDS);
  }

  private Figures measure(boolean otherIsDead) throws Exception {
    var folder = Files.createTempDirectory("dead-receiver");
    try (var healthy = new Healthy(JOBS);
        var other = otherIsDead ? (Receiver) new Silent() : new Healthy(JOBS);
        var standalone = start(folder)) {
      var began = System.nanoTime();
      var submitters = Executors.newFixedThreadPool(ACCOUNTS);
      var ends = new CountDownLatch(2 * JOBS);
      for (var account = 0; account < ACCOUNTS; account++) {
        var key = keys.get(account);
        submitters.execute(
            () -> {
              for (var job = 0; job < JOBS / ACCOUNTS; job++) {
                enrich(standalone.url(), key, other.url(), ends);
                enrich(standalone.url(), key, healthy.url(), ends);
              }
            });
      }
      healthy.told.await();
      var seconds = (System.nanoTime() - began) / 1e9;
      ends.await();
      var all = (System.nanoTime() - began) / 1e9;
      submitters.shutdownNow();
      return new Figures(seconds, 2.0 * JOBS * IDENTIFIERS / all);
    }
  }

  private Standalone start(Path folder) throws Exception {
    var apiKeys = new ApiKeyFile(folder.resolve("keys"));
    var secrets = new StringBuilder();
    for (var account = 0; account < ACCOUNTS; account++) {
      apiKeys.add("account-" + account, keys.get(account));
      secrets.append("account-%d %s%n".formatted(account, SECRET));
    }
    var webhooks =
        new WebhookChoices(
            Files.writeString(folder.resolve("secrets"), secrets),
            WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, true),
            new RetryDelays(List.of(Duration.ofSeconds(5))));
    return Standalone.start(
        Preparation.of(
            new StandaloneConfig(
                folder.resolve("data"), "127.0.0.1", 0, null, null, apiKeys.path(), webhooks)),
        new OpenResources());
  }

  /** Submits a job and waits for its end. */
  private void enrich(URI server, String key, String webhookUrl, CountDownLatch ends) {
    try {
      var body =
          JSON.writeValueAsString(
              Map.of("professional_network_profile_urls", people, "webhook_url", webhookUrl));
      var submitted =
          send(
              request(server.resolve("/batch/person/enrich"), key)
                  .header("Content-Type", "application/json")
                  .header("x-api-version", "2025-11-01")
                  .POST(BodyPublishers.ofString(body)));
      var job = server.resolve(JSON.readTree(submitted).at("/status_url").asText());
      while (!send(request(job, key)).contains("\"status\":\"completed\"")) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      ends.countDown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static HttpRequest.Builder request(URI uri, String key) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
  }

  /** Somebody whom webhooks are sent to. */
  private interface Receiver extends AutoCloseable {
    String url();

    @Override
    void close() throws IOException;
  }

  /** Answers at once. */
  private static final class Healthy implements Receiver {

    private final CountDownLatch told;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final HttpServer server = HttpServer.create(LOOPBACK, 0);

    Healthy(int jobs) throws IOException {
      told = new CountDownLatch(jobs);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (ids.add(exchange.getRequestHeaders().getFirst("webhook-id"))) {
              told.countDown();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
    }

    @Override
    public String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** Lets everybody connect, and says nothing. */
  private static final class Silent implements Receiver {

    private final ServerSocket socket = new ServerSocket(0, 1_000, LOOPBACK.getAddress());

    Silent() throws IOException {}

    @Override
    public String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
