package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.page.Page;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** HAProxy before two gateways, set up as the documentation says. */
final class Balancer implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      global
        maxconn 1000
        log stdout format raw local0

      defaults
        mode http
        log global
        option httplog
        timeout connect 5s
        timeout client 60s
        timeout server 60s

      frontend callers
        bind 127.0.0.1:%d
        default_backend gateways

      %s
      frontend operators
        bind 127.0.0.1:%d
        stats enable
        stats uri /stats
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private final int statisticsPort = freePort();
  private final Process process;

  /** Starts it before gateways on the given ports of this machine. */
  Balancer(Path folder, List<Integer> gateways) throws IOException {
    var backend = new Page("docs/cluster.md").block("", "backend gateways");
    for (var i = 0; i < gateways.size(); i++) {
      backend = backend.replace("gateway-%d:8080".formatted(i + 1), "127.0.0.1:" + gateways.get(i));
    }
    var configuration =
        Files.writeString(
            folder.resolve("haproxy.cfg"), CONFIGURATION.formatted(port, backend, statisticsPort));
    process =
        new ProcessBuilder(program().toString(), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits until it sends requests to one of its servers. */
  void awaitUp(String server) {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .untilAsserted(() -> assertThat(statistics(server)).containsEntry("status", "UP"));
  }

  /** What it has counted for one of its servers, or all of them as {@code BACKEND}. */
  Map<String, String> statistics(String server) throws Exception {
    var page = URI.create("http://127.0.0.1:%d/stats;csv".formatted(statisticsPort));
    var lines =
        client
            .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
            .body()
            .lines()
            .map(line -> line.split(",", -1))
            .toList();
    var values =
        lines.stream()
            .filter(line -> line[0].equals("gateways") && line[1].equals(server))
            .findFirst()
            .orElseThrow();
    var statistics = new HashMap<String, String>();
    for (var i = 0; i < values.length; i++) {
      statistics.put(lines.get(0)[i], values[i]);
    }
    return statistics;
  }

  /** A port that nothing listens on at this moment. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static Path program() {
    var folders = Stream.of(System.getenv("PATH"), "/usr/sbin", "/usr/local/sbin");
    var found =
        folders
            .flatMap(path -> Stream.of(path.split(":")))
            .map(folder -> Path.of(folder, "haproxy"))
            .filter(Files::isExecutable)
            .findFirst();
    assertThat(found).as("this test needs HAProxy: apt-get install haproxy").isPresent();
    return found.orElseThrow();
  }
}
