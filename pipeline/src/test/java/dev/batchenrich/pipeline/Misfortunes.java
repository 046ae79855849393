package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.batchenrich.directory.upstream.UpstreamServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What befalls the calls to an upstream: 41 of 100, in an order that was shuffled once. */
final class Misfortunes implements UpstreamServer.Mishap {

  private static final long GIGABYTE = 1L << 30;
  private static final List<Misfortune> DECK = deck(17);

  /** How many calls it takes until each misfortune has happened. */
  static final int ALL = DECK.size();

  private enum Misfortune {
    NONE(59),
    INTERNAL_ERROR(30),
    TOO_MANY_CALLS(2),
    RESET(2),
    STALL(2),
    TRUNCATED(2),
    WRONG_TYPES(2),
    ENDLESS(1);

    private final int inAHundred;

    Misfortune(int inAHundred) {
      this.inAHundred = inAHundred;
    }
  }

  private final CountDownLatch end;
  final AtomicInteger wholeGigabytes = new AtomicInteger();

  /** Replies that stall do so until {@code end}. */
  Misfortunes(CountDownLatch end) {
    this.end = end;
  }

  private static List<Misfortune> deck(int seed) {
    var deck = new ArrayList<Misfortune>();
    for (var misfortune : Misfortune.values()) {
      deck.addAll(Collections.nCopies(misfortune.inAHundred, misfortune));
    }
    Collections.shuffle(deck, new Random(seed));
    return List.copyOf(deck);
  }

  @Override
  public boolean befalls(HttpExchange exchange, int call) throws Exception {
    switch (DECK.get(call % ALL)) {
      case NONE -> {
        return false;
      }
      case INTERNAL_ERROR -> UpstreamServer.send(exchange, 500, "text/plain", text("oops"));
      case TOO_MANY_CALLS -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        UpstreamServer.send(exchange, 429, "application/json", text("{}"));
      }
      case RESET -> exchange.close();
      case STALL -> end.await();
      case TRUNCATED -> {
        begin(exchange, 1_000);
        exchange.getResponseBody().write(text("[{\"matched_on\":\"1@example.com\","));
        exchange.getResponseBody().flush();
      }
      case WRONG_TYPES -> sendWrongTypes(exchange);
      case ENDLESS -> sendBlanks(exchange);
    }
    return true;
  }

  /** A reply that is JSON, and no list of matches. */
  static void sendWrongTypes(HttpExchange exchange) throws IOException {
    UpstreamServer.send(
        exchange, 200, "application/json", text("[{\"matched_on\":[],\"matches\":\"none\"}]"));
  }

  private void sendBlanks(HttpExchange exchange) throws IOException {
    begin(exchange, GIGABYTE);
    var blanks = text(" ".repeat(1 << 16));
    for (var sent = 0L; sent < GIGABYTE; sent += blanks.length) {
      exchange.getResponseBody().write(blanks);
    }
    wholeGigabytes.incrementAndGet();
  }

  private static void begin(HttpExchange exchange, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, length);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
