package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.page.Page;
import dev.batchenrich.standalone.client.BatchClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MetricsIT {

  private static final long START_LIMIT_S = 60;

  @TempDir Path folder;

  @Test
  void theStandaloneServerHasTheGatewaysMetricsOnAPortOfTheirOwn() throws Exception {
    var documented =
        new Page("docs/metrics.md")
            .inlines().stream().filter(name -> name.startsWith("batch_enrich_")).toList();
    var port = freePort();
    try (var server =
        ServerProcess.start(folder, "--port", "0", "--metrics-port", String.valueOf(port))) {
      var url = server.ready().get(START_LIMIT_S, TimeUnit.SECONDS);
      var key = Files.readString(folder.resolve("api-key")).strip();
      new BatchClient(url, key)
          .submit(Entity.COMPANY, IdentifierType.DOMAINS, List.of("example.com"), "one");

      var metrics = get(URI.create("http://127.0.0.1:%d/metrics".formatted(port)));

      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.body().lines())
          .contains("batch_enrich_ready 1.0")
          .contains("batch_enrich_submissions_total{outcome=\"accepted\",reason=\"new\"} 1.0");
      assertThat(documented).hasSizeGreaterThan(4);
      for (var name : documented) {
        assertThat(metrics.body()).containsPattern("(?m)^%s(\\{.*\\})? [0-9]".formatted(name));
      }
      assertThat(get(url.resolve("/metrics")).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
