package dev.batchenrich.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account's client, which asks one gateway and then the other. */
final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(25);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(3))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final List<URI> gateways;
  private final String key;
  private int turn;

  ApiClient(List<URI> gateways, String key) {
    this.gateways = List.copyOf(gateways);
    this.key = key;
  }

  /** Submits a batch and returns its id; empty if it is to be tried again. */
  Optional<String> submit(List<String> domains, String webhookUrl, String idempotencyKey)
      throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of("domains", domains, "webhook_url", webhookUrl));
    var request =
        request(next().resolve("/batch/company/enrich"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (mayBeTriedAgain(answer) || answer.statusCode() == 429) {
      return Optional.empty();
    }
    require(202, answer);
    return Optional.of(JSON.readTree(answer.body()).path("batch_id").asText());
  }

  /** What a gateway says of a batch; empty if it cannot tell now. */
  Optional<JsonNode> job(String batchId) throws IOException, InterruptedException {
    var answer =
        http.send(request(next().resolve("/batch/" + batchId)).build(), BodyHandlers.ofString());
    // The view of a gateway that was away may be behind that of the one which took the batch.
    if (mayBeTriedAgain(answer) || answer.statusCode() == 404) {
      return Optional.empty();
    }
    require(200, answer);
    return Optional.of(JSON.readTree(answer.body()));
  }

  /** A results file; empty if it is to be tried again. */
  Optional<byte[]> download(URI link) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(link).timeout(TIMEOUT).build();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (mayBeTriedAgain(answer)) {
      return Optional.empty();
    }
    require(200, answer);
    return Optional.of(answer.body());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key)
        .header("x-api-version", "2025-11-01");
  }

  private synchronized URI next() {
    turn++;
    return gateways.get(turn % gateways.size());
  }

  private static boolean mayBeTriedAgain(HttpResponse<?> answer) {
    return answer.statusCode() >= 500;
  }

  private static void require(int status, HttpResponse<?> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "%s was answered with %d: %s"
              .formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }
}
