package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A receiver of webhooks, that remembers them. */
public final class WebhookReceiver implements AutoCloseable {

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ToIntFunction<Call> answer;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** A webhook as it came. */
  public record Call(Map<String, List<String>> headers, String body, Instant at) {

    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }

    /** Throws if it was not signed with {@code secret} in the last minutes. */
    public void verify(String secret) throws WebhookVerificationException {
      new Webhook(secret).verify(body, headers);
    }
  }

  /** Listens, and answers each call with the status code that {@code answer} gives. */
  public WebhookReceiver(ToIntFunction<Call> answer) throws IOException {
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** One that answers 200, but not before {@code released}. */
  public static WebhookReceiver silentUntil(CountDownLatch released) throws IOException {
    return new WebhookReceiver(
        call -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 200;
        });
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Call> calls() {
    return calls;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(exchange.getRequestHeaders());
      var call = new Call(headers, body, Instant.now());
      calls.add(call);
      exchange.sendResponseHeaders(answer.applyAsInt(call), -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
