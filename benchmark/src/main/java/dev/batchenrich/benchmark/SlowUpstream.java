package dev.batchenrich.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An enrichment API that knows every e-mail address, takes a time for each call, and counts. Its
 * records are small, so that a measurement is one of waiting and not of JSON.
 */
final class SlowUpstream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Duration latency;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicLong began = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  static {
    // Else the second packet of an answer waits for the acknowledgement of the first, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  SlowUpstream(Duration latency) throws IOException {
    this.latency = latency;
    server.setExecutor(threads);
    server.createContext("/person/enrich", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Calls at a time, at most, so far. */
  int most() {
    return most.get();
  }

  /** Seconds from the first call's begin to the last one's end. */
  double seconds() {
    return (ended.get() - began.get()) / 1e9;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      began.compareAndSet(0, System.nanoTime());
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      var end = System.nanoTime() + latency.toNanos();
      var reply = reply(JSON.readTree(exchange.getRequestBody()));
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      underWay.decrementAndGet();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.accumulateAndGet(System.nanoTime(), Math::max);
    }
  }

  private static byte[] reply(JsonNode request) {
    var reply = new StringJoiner(",", "[", "]");
    for (var each : request.path("business_emails")) {
      var email = each.asText();
      reply.add(
          "{\"matched_on\":\""
              + email
              + "\",\"match_type\":\"business_email\",\"matches\":[{\"confidence_score\":1.0,"
              + "\"person_data\":{\"crustdata_person_id\":"
              + (Math.abs((long) email.hashCode()) + 1)
              + ",\"basic_profile\":{\"name\":\""
              + email
              + "\"}}}]}");
    }
    return reply.toString().getBytes(UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
