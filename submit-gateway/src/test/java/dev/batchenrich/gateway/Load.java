package dev.batchenrich.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a constant rate, whatever becomes of those before them, over connections that are
 * kept.
 */
final class Load implements AutoCloseable {

  private static final int PER_SECOND = 100;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
  private final Queue<CompletableFuture<String>> outcomes = new ConcurrentLinkedQueue<>();
  private final IntFunction<HttpRequest> requests;
  private final ScheduledFuture<?> sending;
  private int number;

  /** Begins to send what {@code requests} makes of their numbers. */
  Load(IntFunction<HttpRequest> requests) {
    this.requests = requests;
    sending =
        schedule.scheduleAtFixedRate(this::send, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
  }

  /** How many were sent so far. */
  int sent() {
    return outcomes.size();
  }

  /** Sends no more, and returns how often each outcome was: a status, or what went wrong. */
  Map<String, Integer> end() throws InterruptedException {
    assertThat(sending.isDone()).as("a request could not be made").isFalse();
    schedule.shutdown();
    assertThat(schedule.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    var counts = new TreeMap<String, Integer>();
    outcomes.forEach(outcome -> counts.merge(outcome.join(), 1, Integer::sum));
    return counts;
  }

  private void send() {
    var request = requests.apply(number++);
    outcomes.add(
        client
            .sendAsync(request, BodyHandlers.ofByteArray())
            .handle((answer, failure) -> outcome(request, answer, failure)));
  }

  private static String outcome(
      HttpRequest request, @Nullable HttpResponse<byte[]> answer, @Nullable Throwable failure) {
    if (answer == null) {
      return request + ": " + failure;
    }
    var outcome = request.method() + " " + answer.statusCode();
    return answer.statusCode() < 500 ? outcome : outcome + " " + new String(answer.body(), UTF_8);
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
