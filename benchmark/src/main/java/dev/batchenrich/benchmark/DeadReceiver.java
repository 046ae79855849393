package dev.batchenrich.benchmark;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpServer;
import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.post.RetryDelays;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.WebhookChoices;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * What a receiver that never answers costs everybody else: 200 jobs whose webhooks go to a healthy
 * receiver and 200 whose webhooks go to another one, which is healthy, too, or never answers. Both
 * ways in turn, each on a server of its own, after one round that warms up. The script {@code
 * benchmark/dead-receiver} runs it.
 */
public final class DeadReceiver {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int JOBS = 200;
  private static final int IDENTIFIERS = 2_000;
  private static final int ACCOUNTS = 20;
  private static final int ROUNDS = 3;
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final Accounts accounts = new Accounts(ACCOUNTS);
  private final List<String> people =
      new SampleRecords()
          .people().stream()
              .map(
                  each ->
                      each.at("/social_handles/professional_network_identifier/profile_url")
                          .asText())
              .limit(IDENTIFIERS)
              .toList();

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
      var jobs = new ArrayList<Map<String, ?>>();
      for (var i = 0; i < JOBS; i++) {
        jobs.add(job(other.url()));
        jobs.add(job(healthy.url()));
      }
      var began = System.nanoTime();
      var last = CompletableFuture.supplyAsync(() -> healthy.secondsUntilAllAreTold(began));
      accounts.enrich(standalone.url(), jobs);
      var all = (System.nanoTime() - began) / 1e9;
      return new Figures(last.get(), 2.0 * JOBS * IDENTIFIERS / all);
    }
  }

  private Map<String, ?> job(String webhookUrl) {
    return Map.of("professional_network_profile_urls", people, "webhook_url", webhookUrl);
  }

  private Standalone start(Path folder) throws Exception {
    var secrets =
        accounts.names().stream()
            .map(account -> "%s %s%n".formatted(account, SECRET))
            .collect(joining());
    var webhooks =
        new WebhookChoices(
            Files.writeString(folder.resolve("secrets"), secrets),
            WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, true),
            new RetryDelays(List.of(Duration.ofSeconds(5))));
    return Servers.start(folder, null, accounts, webhooks);
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

    double secondsUntilAllAreTold(long began) {
      try {
        told.await();
        return (System.nanoTime() - began) / 1e9;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
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
