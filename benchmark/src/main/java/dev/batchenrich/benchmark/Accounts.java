package dev.batchenrich.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Accounts that submit jobs to a server, each one at a time, and wait for their ends. */
final class Accounts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> keys;

  Accounts(int count) {
    keys = IntStream.range(0, count).mapToObj(each -> ApiKeyFile.newKey()).toList();
  }

  List<String> names() {
    return IntStream.range(0, keys.size()).mapToObj(each -> "account-" + each).toList();
  }

  /** Makes them known to whoever reads {@code file}. */
  Path write(Path file) throws IOException {
    var apiKeys = new ApiKeyFile(file);
    for (var i = 0; i < keys.size(); i++) {
      apiKeys.add(names().get(i), keys.get(i));
    }
    return file;
  }

  /** Submits {@code jobs}, bodies for {@code POST /batch/person/enrich}, until all have ended. */
  void enrich(URI server, List<? extends Map<String, ?>> jobs)
      throws InterruptedException, ExecutionException {
    var waiting = new ConcurrentLinkedQueue<>(jobs);
    var threads = Executors.newFixedThreadPool(keys.size());
    var work =
        keys.stream()
            .<Callable<Void>>map(
                key ->
                    () -> {
                      for (var job = waiting.poll(); job != null; job = waiting.poll()) {
                        enrich(server, key, job);
                      }
                      return null;
                    })
            .toList();
    try {
      for (var each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void enrich(URI server, String key, Map<String, ?> body)
      throws IOException, InterruptedException {
    var submitted =
        send(
            request(server.resolve("/batch/person/enrich"), key)
                .header("Content-Type", "application/json")
                .header("x-api-version", "2025-11-01")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    var job = server.resolve(JSON.readTree(submitted).at("/status_url").asText());
    for (var status = ""; !status.equals("completed"); status = status(job, key)) {
      if (status.equals("failed")) {
        throw new IOException("a job failed: " + job);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String status(URI job, String key) throws IOException, InterruptedException {
    return JSON.readTree(send(request(job, key))).at("/status").asText();
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
}
