package dev.batchenrich.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Accounts that submit jobs to a server and wait for their ends. */
public final class Accounts {

  /** As many as an account may have. */
  public static final int ACTIVE_JOBS = 5;

  private static final int REQUESTS_AT_A_TIME = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than wait for an answer at the same time. */
  private static final int CONNECTIONS = 1_000;

  private static final ContentType JSON_BODY = ContentType.create("application/json");

  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(CONNECTIONS)
                  .setMaxConnTotal(CONNECTIONS)
                  .build())
          .disableAutomaticRetries()
          .disableContentCompression()
          .build();
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
        authorized(ClassicRequestBuilder.post(server.resolve("/batch/person/enrich")), key)
            .addHeader("x-api-version", "2025-11-01")
            .setEntity(new ByteArrayEntity(body, JSON_BODY))
            .build();
    var answer = send(request);
    while (answer.status() == HttpStatus.SC_SERVICE_UNAVAILABLE) {
      refusals.increment();
      TimeUnit.SECONDS.sleep(Long.parseLong(Objects.requireNonNull(answer.retryAfter())));
      answer = send(request);
    }
    return server.resolve(answer.accepted().at("/status_url").asText());
  }

  /** Has the server hold its answers back until there is news, and asks again at once. */
  private void awaitCompleted(URI job, String key) throws IOException {
    var request =
        authorized(ClassicRequestBuilder.get(job), key).addHeader("Prefer", "wait=60").build();
    JsonNode answer;
    do {
      answer = send(request).accepted();
    } while (!isCompleted(answer));
  }

  private static boolean isCompleted(JsonNode job) throws IOException {
    var status = job.path("status").asText();
    if (status.equals("failed")) {
      throw new IOException("a job failed: " + job);
    }
    return status.equals("completed");
  }

  private Answer send(ClassicHttpRequest request) throws IOException {
    return http.execute(request, Answer::of);
  }

  private static ClassicRequestBuilder authorized(ClassicRequestBuilder request, String key) {
    return request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key);
  }

  /**
   * What came back.
   *
   * @param retryAfter when to submit again, if the server said so
   */
  private record Answer(int status, @Nullable String retryAfter, String body) {

    static Answer of(ClassicHttpResponse response) throws IOException, ParseException {
      var retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
      return new Answer(
          response.getCode(),
          retryAfter == null ? null : retryAfter.getValue(),
          EntityUtils.toString(response.getEntity()));
    }

    JsonNode accepted() throws IOException {
      if (status / 100 != 2) {
        throw new IOException(status + " " + body);
      }
      return JSON.readTree(body);
    }
  }
}
