package dev.batchenrich.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Accounts that submit jobs to a server and wait for their ends. */
public final class Accounts {

  /** As many as an account may have. */
  public static final int ACTIVE_JOBS = 5;

  private static final int REQUESTS_AT_A_TIME = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> keys;
  private final LongAdder refusals = new LongAdder();

  public Accounts(int count) {
    keys = IntStream.range(0, count).mapToObj(each -> ApiKeyFile.newKey()).toList();
  }

  public List<String> names() {
    return IntStream.range(0, keys.size()).mapToObj(each -> "account-" + each).toList();
  }

  /** Makes them known to whoever reads {@code file}. */
  public Path write(Path file) throws IOException {
    var apiKeys = new ApiKeyFile(file);
    for (var i = 0; i < keys.size(); i++) {
      apiKeys.add(names().get(i), keys.get(i));
    }
    return file;
  }

  /**
   * Submits {@code jobs}, bodies for {@code POST /batch/person/enrich}, each account one at a time,
   * until all have ended.
   */
  public void enrich(URI server, List<? extends Map<String, ?>> jobs)
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

  /**
   * Submits {@code jobs} as fast as the server takes them, {@value #ACTIVE_JOBS} for each account,
   * and returns once all can be downloaded.
   */
  public void enrichAtOnce(URI server, List<byte[]> jobs)
      throws InterruptedException, ExecutionException, IOException {
    if (jobs.size() > keys.size() * ACTIVE_JOBS) {
      throw new IllegalArgumentException(
          "%d accounts cannot have %d active jobs".formatted(keys.size(), jobs.size()));
    }
    var threads = Executors.newFixedThreadPool(REQUESTS_AT_A_TIME);
    try {
      var submitted =
          IntStream.range(0, jobs.size())
              .mapToObj(i -> threads.submit(() -> submit(server, i / ACTIVE_JOBS, jobs.get(i))))
              .toList();
      var ended =
          IntStream.range(0, jobs.size())
              .mapToObj(
                  i ->
                      threads.<Void>submit(
                          () -> {
                            awaitCompleted(submitted.get(i).get(), keys.get(i / ACTIVE_JOBS));
                            return null;
                          }))
              .toList();
      for (var each : ended) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Submits one job by the account at {@code index} and returns how long it takes until it can be
   * downloaded.
   */
  public double millisecondsOf(URI server, int index, byte[] body)
      throws IOException, InterruptedException {
    var key = keys.get(index);
    var began = System.nanoTime();
    awaitCompleted(submit(server, key, body), key);
    return (System.nanoTime() - began) / 1e6;
  }

  /** Submits one job by the account at {@code index} and returns where its status is. */
  public URI submit(URI server, int index, byte[] body) throws IOException, InterruptedException {
    return submit(server, keys.get(index), body);
  }

  /** How often a server has refused a job for having too much to do. */
  public long refusals() {
    return refusals.sum();
  }

  private void enrich(URI server, String key, Map<String, ?> body)
      throws IOException, InterruptedException {
    awaitCompleted(submit(server, key, JSON.writeValueAsBytes(body)), key);
  }

  /**
   * Returns where the job's status is. A server that has too much to do refuses jobs for a while:
   * they are submitted again when it says so.
   */
  private URI submit(URI server, String key, byte[] body) throws IOException, InterruptedException {
    var request =
        request(server.resolve("/batch/person/enrich"), key)
            .header("Content-Type", "application/json")
            .header("x-api-version", "2025-11-01")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == HttpURLConnection.HTTP_UNAVAILABLE) {
      refusals.increment();
      TimeUnit.SECONDS.sleep(answer.headers().firstValueAsLong("Retry-After").orElseThrow());
      answer = http.send(request, BodyHandlers.ofString());
    }
    return server.resolve(JSON.readTree(body(answer)).at("/status_url").asText());
  }

  /** Has the server hold its answers back until there is news, and asks again at once. */
  private void awaitCompleted(URI job, String key) throws IOException, InterruptedException {
    var request = request(job, key).header("Prefer", "wait=60").build();
    JsonNode answer;
    do {
      answer = JSON.readTree(body(http.send(request, BodyHandlers.ofString())));
    } while (!isCompleted(answer));
  }

  private static boolean isCompleted(JsonNode job) throws IOException {
    var status = job.path("status").asText();
    if (status.equals("failed")) {
      throw new IOException("a job failed: " + job);
    }
    return status.equals("completed");
  }

  private static String body(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static HttpRequest.Builder request(URI uri, String key) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
  }
}
