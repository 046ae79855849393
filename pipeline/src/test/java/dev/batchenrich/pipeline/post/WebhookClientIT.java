package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookClientIT {

  private static final WebhookTargets ANY = WebhookTargets.of("80", true);
  private static final WebhookTargets PUBLIC = WebhookTargets.of("1-65535", false);
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final byte[] BODY = "{\"name\":\"Müller\"}".getBytes(UTF_8);

  private final FakeNames names = new FakeNames();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void nameLoopback() throws Exception {
    names.set("127.0.0.1", "127.0.0.1");
    names.set("hooks.example.com", "127.0.0.1");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var each : opened) {
      each.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 304, 401, 404, 407, 410, 429, 500, 599})
  void whateverIsAnsweredIsTold(int status) throws Exception {
    var receiver =
        opened(Receiver.answering("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status)));

    assertThat(post(client(ANY, LONG, 1), receiver.url()))
        .isEqualTo(PostResult.answered(status, null));
  }

  @Test
  void retryAfterIsToldAsItCameUnlessItIsNoUse() throws Exception {
    var client = client(ANY, LONG, 1);
    var answer = "HTTP/1.1 503 X\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n";

    for (var value : List.of("120", "Fri, 31 Dec 2100 23:59:59 GMT")) {
      var receiver = opened(Receiver.answering(answer.formatted(value)));
      assertThat(post(client, receiver.url())).isEqualTo(PostResult.answered(503, value));
    }
    var receiver = opened(Receiver.answering(answer.formatted("1".repeat(1_000))));
    assertThat(post(client, receiver.url())).isEqualTo(PostResult.answered(503, null));
  }

  @Test
  void thePostHoldsWhatWasGivenAndNothingOfTheClientsOwnBusiness() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));
    var url = URI.create(receiver.url("hooks.example.com") + "&city=Köln#fragment");

    var result =
        client(ANY, LONG, 1)
            .post(url, Map.of("Content-Type", "application/json", "webhook-id", "msg_1"), BODY);

    assertThat(get(result.toCompletableFuture()).statusCode()).isEqualTo(200);
    assertThat(receiver.requests().get(0).split("\r\n"))
        .containsExactlyInAnyOrder(
            "POST /hooks?id=7&city=K%C3%B6ln HTTP/1.1",
            "Host: hooks.example.com:" + receiver.port(),
            "Content-Type: application/json",
            "webhook-id: msg_1",
            "User-Agent: batch-enrich",
            "Content-Length: " + BODY.length,
            "Connection: keep-alive",
            "",
            new String(BODY, ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws Exception {
    var second = opened(Receiver.answering(Receiver.OK));
    var first =
        opened(
            Receiver.answering(
                "HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status, second.url())));

    assertThat(post(client(ANY, LONG, 1), first.url()).statusCode()).isEqualTo(status);
    assertThat(second.connections()).isZero();
  }

  @Test
  void aConnectionIsUsedAgainWithoutCookiesAndClosedWhenItHasBeenIdle() throws Exception {
    var receiver =
        opened(
            Receiver.answering(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 65536\r\n\r\n"
                    + "x".repeat(65_536)));
    var client = client(ANY, LONG, 1);

    post(client, receiver.url());
    post(client, receiver.url());

    assertThat(receiver.connections()).isEqualTo(1);
    assertThat(receiver.requests().get(1)).doesNotContain("Cookie");
    await().atMost(15, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @Test
  void aReceiverThatNeverAnswersIsCutAtTheDeadline() throws Exception {
    assertCut(out -> {});
  }

  @Test
  void aReceiverThatDripsItsAnswerIsCutAtTheDeadline() throws Exception {
    assertCut(out -> drip(out, "HTTP/1.1 200 OK\r\nX-A: ", "x"));
  }

  @Test
  void aReceiverThatKeepsPromisingAnAnswerIsCutAtTheDeadline() throws Exception {
    assertCut(out -> drip(out, "", "HTTP/1.1 100 Continue\r\n\r\n"));
  }

  @Test
  void aConnectionThatIsUsedAgainIsCutAtTheDeadlineToo() throws Exception {
    var answers = new ArrayDeque<>(List.of(Receiver.OK, ""));
    var receiver =
        opened(Receiver.behaving(out -> out.write(answers.remove().getBytes(ISO_8859_1))));
    var client = client(ANY, SHORT, 1);

    assertThat(post(client, receiver.url()).statusCode()).isEqualTo(200);
    assertThat(post(client, receiver.url()).failure()).isEqualTo("no answer within 1 s");

    assertThat(receiver.connections()).isEqualTo(1);
    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @Test
  void aBodyThatDripsIsCutAtTheDeadlineThoughTheAnswerIsToldAtOnce() throws Exception {
    var receiver =
        opened(
            Receiver.behaving(
                out -> drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x")));

    assertThat(post(client(ANY, SHORT, 1), receiver.url()).statusCode()).isEqualTo(200);

    assertThat(receiver.openConnections()).isEqualTo(1);
    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked", "X-Endless: 1"})
  void aLongBodyIsNotRead(String length) throws Exception {
    var chunk = new byte[10_000];
    var receiver =
        opened(
            Receiver.behaving(
                out -> {
                  out.write(("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n").getBytes(ISO_8859_1));
                  for (var i = 0; i < 1_000; i++) {
                    if (length.startsWith("Transfer")) {
                      out.write("2710\r\n".getBytes(ISO_8859_1));
                      out.write(chunk);
                      out.write("\r\n".getBytes(ISO_8859_1));
                    } else {
                      out.write(chunk);
                    }
                  }
                }));

    assertThat(post(client(ANY, LONG, 1), receiver.url()).statusCode()).isEqualTo(200);

    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
    assertThat(receiver.written()).isLessThan(1_000_000);
  }

  @Test
  void aLargeHeaderIsNotRead() throws Exception {
    var many = opened(Receiver.behaving(out -> flood(out, "X-A: 1\r\n")));
    var longOne = opened(Receiver.behaving(out -> flood(out, "x")));
    var client = client(ANY, LONG, 2);

    for (var receiver : List.of(many, longOne)) {
      assertThat(post(client, receiver.url()).failure())
          .isEqualTo("the answer is no HTTP/1.1, or its header is too large");
      await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
      assertThat(receiver.written()).isLessThan(1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\r\n\r\n"})
  void whatIsNoHttpIsSaidToBeNone(String answer) throws Exception {
    var receiver = opened(Receiver.answering(answer));

    assertThat(post(client(ANY, LONG, 1), receiver.url()).failure())
        .isEqualTo("the answer is no HTTP/1.1, or its header is too large");
  }

  @Test
  void aConnectionThatIsClosedIsSaidToBe() throws Exception {
    var receiver = opened(Receiver.behaving(OutputStream::close));

    assertThat(post(client(ANY, LONG, 1), receiver.url()).failure())
        .isEqualTo("the connection was closed without an answer");
  }

  @Test
  void aPortThatNobodyListensOnRefusesTheConnection() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = server.getLocalPort();
      server.close();

      assertThat(post(client(ANY, LONG, 1), URI.create("http://hooks.example.com:" + port)))
          .isEqualTo(PostResult.failed("connection refused"));
    }
  }

  @Test
  void aHostWithoutAddressIsUnknown() throws Exception {
    assertThat(post(client(ANY, LONG, 1), URI.create("http://nowhere.example.com")))
        .isEqualTo(PostResult.failed("the host nowhere.example.com is unknown"));
  }

  @Test
  void aNameWhoseAddressIsPrivateWhenItIsConnectedToIsRefusedThoughItWasPublicBefore()
      throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));
    var url = receiver.url("hooks.example.com");
    var client = client(PUBLIC, LONG, 1);

    names.set("hooks.example.com", "8.8.8.8");
    assertThat(PUBLIC.objectionTo(url.toString())).isNull();
    assertThat(PUBLIC.permits(names.resolve("hooks.example.com")[0])).isTrue();
    names.set("hooks.example.com", "127.0.0.1", "::1");

    assertThat(post(client, url))
        .isEqualTo(PostResult.failed("the address of hooks.example.com is not public"));
    assertThat(receiver.connections()).isZero();
    assertThat(names.asked()).hasSize(2);
  }

  @Test
  void ofMixedAddressesOnlyPermittedOnesAreConnectedTo() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));
    names.set("mixed.example.com", "224.0.0.1", "0.0.0.0", "127.0.0.1");

    assertThat(post(client(ANY, LONG, 1), receiver.url("mixed.example.com")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aUrlThatObjectionsExistToIsNotCalled() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));

    assertThat(post(client(PUBLIC, LONG, 1), receiver.url()))
        .isEqualTo(PostResult.failed("the URL must name a public host, names '127.0.0.1'"));
    assertThat(receiver.connections()).isZero();
    assertThat(names.asked()).isEmpty();
  }

  @Test
  void addressesInUrlsPassTheSameFilter() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));

    assertThat(post(client(ANY, LONG, 1), receiver.url()).statusCode()).isEqualTo(200);
    assertThat(post(client(ANY, LONG, 1), URI.create("http://[::1]:1")).failure()).isNotNull();

    assertThat(names.asked()).hasSize(2).first().isEqualTo("127.0.0.1");
    assertThat(names.asked().get(1)).contains("::1");
  }

  @Test
  void proxiesOfTheSystemAreNotUsed() throws Exception {
    var proxy = opened(Receiver.answering(Receiver.OK));
    var receiver = opened(Receiver.answering(Receiver.OK));
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
    try {
      var url = receiver.url("hooks.example.com");
      assertThat(post(client(ANY, LONG, 1), url).statusCode()).isEqualTo(200);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
    assertThat(proxy.connections()).isZero();
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void aHangingLookUpHoldsUpNeitherTheCallerNorOthers() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));
    var lookUp = names.hang("hanging.example.com");
    var client = client(ANY, SHORT, 2);

    var hanging = start(client, receiver.url("hanging.example.com"));
    assertThat(post(client, receiver.url()).statusCode()).isEqualTo(200);

    assertThat(get(hanging)).isEqualTo(PostResult.failed("no answer within 1 s"));
    var connections = receiver.connections();
    lookUp.complete(null);
    assertThat(post(client, receiver.url()).statusCode()).isEqualTo(200);
    assertThat(receiver.connections()).isEqualTo(connections);
  }

  @Test
  void aPostThatWasCutFreesItsConnectionForOthers() throws Exception {
    var receiver = opened(Receiver.answering(Receiver.OK));
    var silent = opened(Receiver.behaving(out -> {}));
    var lookUp = names.hang("hanging.example.com");
    var client = client(ANY, SHORT, 1);

    for (var url : List.of(silent.url(), receiver.url("hanging.example.com"))) {
      assertThat(post(client, url).failure()).isEqualTo("no answer within 1 s");
      assertThat(post(client, receiver.url()).statusCode()).isEqualTo(200);
    }
    lookUp.complete(null);
  }

  @Test
  void thereAreNoMoreConnectionsThanAllowed() throws Exception {
    var goOn = new CountDownLatch(1);
    var receiver =
        opened(
            Receiver.behaving(
                out -> {
                  goOn.await();
                  out.write(Receiver.OK.getBytes(ISO_8859_1));
                }));
    var client = client(ANY, LONG, 2);

    var results = new ArrayList<CompletableFuture<PostResult>>();
    for (var i = 0; i < 6; i++) {
      results.add(start(client, receiver.url()));
    }
    await().until(() -> receiver.requests().size() == 2);
    goOn.countDown();

    for (var result : results) {
      assertThat(get(result).statusCode()).isEqualTo(200);
    }
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void closingIsPromptAndLeavesNoPostUnanswered() throws Exception {
    var receiver = opened(Receiver.behaving(out -> {}));
    var lookUp = names.hang("hanging.example.com");
    var client = client(ANY, LONG, 2);
    var silent = start(client, receiver.url());
    var hanging = start(client, receiver.url("hanging.example.com"));
    await().until(() -> receiver.requests().size() == 1 && names.asked().size() == 2);

    var begin = System.nanoTime();
    client.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    for (var result : List.of(silent, hanging)) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(result));
    }
    await().until(() -> receiver.openConnections() == 0);
    lookUp.complete(null);
  }

  private void assertCut(Receiver.Behaviour behaviour) throws Exception {
    var receiver = opened(Receiver.behaving(behaviour));
    var begin = System.nanoTime();

    assertThat(post(client(ANY, SHORT, 1), receiver.url()))
        .isEqualTo(PostResult.failed("no answer within 1 s"));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(SHORT.minusMillis(50), SHORT.plusSeconds(2));
    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  /** Writes parts for ever, at a pace that keeps any time-out for single reads from striking. */
  private static void drip(OutputStream out, String start, String part) throws Exception {
    var pace = new CountDownLatch(1);
    out.write(start.getBytes(ISO_8859_1));
    while (!pace.await(50, TimeUnit.MILLISECONDS)) {
      out.write(part.getBytes(ISO_8859_1));
    }
  }

  private static void flood(OutputStream out, String part) throws IOException {
    var parts = part.repeat(1_000).getBytes(ISO_8859_1);
    out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
    for (var i = 0; i < 10_000; i++) {
      out.write(parts);
    }
  }

  private WebhookClient client(WebhookTargets targets, Duration timeout, int maxConnections) {
    return opened(new WebhookClient(targets, names, timeout, maxConnections));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(0, resource);
    return resource;
  }

  private static PostResult post(WebhookClient client, URI url) throws Exception {
    return get(start(client, url));
  }

  private static CompletableFuture<PostResult> start(WebhookClient client, URI url) {
    return client.post(url, Map.of("Content-Type", "application/json"), BODY).toCompletableFuture();
  }

  private static PostResult get(CompletableFuture<PostResult> result) throws Exception {
    return result.get(30, TimeUnit.SECONDS);
  }
}
