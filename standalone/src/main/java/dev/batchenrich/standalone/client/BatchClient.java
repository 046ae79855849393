package dev.batchenrich.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.http.EnrichCall;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of the HTTP API: nothing but the JDK's HTTP client and a JSON reader. What the server
 * does not grant is a {@link Refused}, a server that cannot be reached a {@link CannotGoOn}.
 */
public final class BatchClient {

  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int MAX_PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI server;
  private final String apiKey;

  /** A client of {@code server}, which may have a path, as behind a balancer. */
  public BatchClient(URI server, String apiKey) {
    this.server = server;
    this.apiKey = apiKey;
  }

  /** The same without fields and webhook. */
  public String submit(
      Entity entity, IdentifierType type, List<String> identifiers, String idempotencyKey)
      throws InterruptedException {
    return submit(new Submission(entity, type, identifiers, List.of(), null), idempotencyKey);
  }

  /**
   * Submits a batch and returns its id. Asked again with the same {@code idempotencyKey}, say after
   * a lost connection, the server answers with the same batch.
   */
  public String submit(Submission submission, String idempotencyKey) throws InterruptedException {
    var request =
        request("/batch/%s/enrich".formatted(submission.entity().wireName()))
            .header("Content-Type", "application/json")
            .header(EnrichCall.VERSION_HEADER, EnrichCall.VERSION)
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(submission.json()));
    return json(request, 202).path("batch_id").asText();
  }

  /** How far a batch is. */
  public Job job(String batchId) throws InterruptedException {
    return Job.of(json(request("/batch/" + URLEncoder.encode(batchId, UTF_8)), 200));
  }

  /**
   * Asks for the end of a batch before its time, and returns how far it is. One that has ended
   * stays as it is.
   */
  public Job cancel(String batchId) throws InterruptedException {
    var path = "/batch/%s/cancel".formatted(URLEncoder.encode(batchId, UTF_8));
    return Job.of(json(request(path).POST(BodyPublishers.noBody()), 200, 202));
  }

  /**
   * The newest {@code limit} batches of the account.
   *
   * @param status that they have; null for all
   */
  public List<Job> jobs(@Nullable String status, int limit) throws InterruptedException {
    var jobs = new ArrayList<Job>();
    var cursor = "";
    do {
      var page = page(status, Math.min(MAX_PAGE, limit - jobs.size()), cursor);
      page.path("jobs").forEach(job -> jobs.add(Job.of(job)));
      cursor = page.path("next_cursor").asText("");
    } while (!cursor.isEmpty() && jobs.size() < limit);
    return jobs;
  }

  /** Saves the file behind a download link, which needs no API key. */
  public void download(URI link, Path file) throws IOException, InterruptedException {
    download(link, file, (bytes, all) -> {});
  }

  /**
   * The same. Broken off, it goes on where it was when it is called again with a link to the same
   * content.
   */
  public void download(URI link, Path file, DownloadWatcher watcher)
      throws IOException, InterruptedException {
    new Download(http, file, watcher).run(link);
  }

  private JsonNode page(@Nullable String status, int limit, String cursor)
      throws InterruptedException {
    var query = new StringBuilder("/batch?limit=").append(limit);
    if (status != null) {
      query.append("&status=").append(URLEncoder.encode(status, UTF_8));
    }
    if (!cursor.isEmpty()) {
      query.append("&cursor=").append(cursor);
    }
    return json(request(query.toString()), 200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.toString().replaceFirst("/+$", "") + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + apiKey);
  }

  private JsonNode json(HttpRequest.Builder request, Integer... expected)
      throws InterruptedException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (!List.of(expected).contains(response.statusCode())) {
        throw Refused.of(response, response.body());
      }
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new CannotGoOn(server + " answers with no JSON; is BATCH_ENRICH_URL right?", e);
    } catch (IOException e) {
      throw unreachable(server, e);
    }
  }

  static CannotGoOn unreachable(URI server, IOException e) {
    var reason = "it does not listen";
    if (e.getCause() instanceof UnresolvedAddressException) {
      reason = "the host is unknown";
    } else if (e instanceof HttpTimeoutException) {
      reason = "it does not answer in time";
    } else if (e.getMessage() != null && !(e instanceof ConnectException)) {
      reason = e.getMessage();
    }
    return new CannotGoOn(
        Exit.UNREACHABLE,
        "%s cannot be reached: %s; is it running, and BATCH_ENRICH_URL right?"
            .formatted(server, reason),
        e);
  }
}
