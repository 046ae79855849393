package dev.batchenrich.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.standalone.CannotGoOn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of the HTTP API: nothing but the JDK's HTTP client and a JSON reader. */
public final class BatchClient {

  private static final String API_VERSION = "2025-11-01";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String apiKey;

  public BatchClient(URI server, String apiKey) {
    this.server = server;
    this.apiKey = apiKey;
  }

  /**
   * Submits a batch and returns its id. Asked again with the same {@code idempotencyKey}, say after
   * a lost connection, the server answers with the same batch.
   */
  public String submit(
      Entity entity, IdentifierType type, List<String> identifiers, String idempotencyKey)
      throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of(type.wireName(), identifiers));
    var request =
        request(server.resolve("/batch/" + entity.wireName() + "/enrich"))
            .header("Content-Type", "application/json")
            .header("x-api-version", API_VERSION)
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    requireStatus(202, response);
    return JSON.readTree(response.body()).path("batch_id").asText();
  }

  /** How far a batch is. */
  public Job job(String batchId) throws IOException, InterruptedException {
    var response =
        http.send(request(server.resolve("/batch/" + batchId)).build(), BodyHandlers.ofString());
    requireStatus(200, response);
    return Job.of(JSON.readTree(response.body()));
  }

  /** Saves the file behind a download link, which needs no API key. */
  public void download(URI link, Path file) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(link).timeout(TIMEOUT).build();
    requireStatus(200, http.send(request, BodyHandlers.ofFile(file)));
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", "Bearer " + apiKey);
  }

  private static void requireStatus(int expected, HttpResponse<?> response) {
    if (response.statusCode() != expected) {
      throw new CannotGoOn(
          "%s %s was answered with %d instead of %d: %s"
              .formatted(
                  response.request().method(),
                  response.uri().getPath(),
                  response.statusCode(),
                  expected,
                  response.body()));
    }
  }

  /**
   * A batch as the API tells of it.
   *
   * @param processed identifiers looked up so far
   * @param results records found so far
   * @param downloadUrl of the results file; empty until the batch is completed
   * @param error why it failed; empty unless it did
   */
  public record Job(
      String status, int requested, int processed, int results, String downloadUrl, String error) {

    static Job of(JsonNode json) {
      return new Job(
          json.path("status").asText(),
          json.path("entities_requested").asInt(),
          json.path("processed_count").asInt(),
          json.path("entities_fulfilled").asInt(),
          json.path("download_url").asText(""),
          json.path("error_message").asText(""));
    }

    boolean hasEnded() {
      return !status.equals("pending") && !status.equals("processing");
    }
  }
}
