package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is made of the answer, and how little of it is read. */
@Timeout(60)
class WebhookClientIT {

  @RegisterExtension final Calls calls = new Calls();

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 304, 401, 404, 407, 410, 429, 500, 599})
  void whateverIsAnsweredIsTold(int status) throws Exception {
    var receiver =
        calls.opened(
            Receiver.answering("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status)));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url()))
        .isEqualTo(PostResult.answered(status, null));
  }

  @Test
  void retryAfterIsToldAsItCameUnlessItIsNoUse() throws Exception {
    var client = calls.client(Calls.ANY, Calls.LONG, 1);
    var answer = "HTTP/1.1 503 X\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n";

    for (var value : List.of("120", "Fri, 31 Dec 2100 23:59:59 GMT")) {
      var receiver = calls.opened(Receiver.answering(answer.formatted(value)));
      assertThat(Calls.post(client, receiver.url())).isEqualTo(PostResult.answered(503, value));
    }
    var receiver = calls.opened(Receiver.answering(answer.formatted("1".repeat(1_000))));
    assertThat(Calls.post(client, receiver.url())).isEqualTo(PostResult.answered(503, null));
  }

  @Test
  void thePostHoldsWhatWasGivenAndNothingOfTheClientsOwnBusiness() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    var url =
        URI.create(receiver.url("hooks.example.com") + "&city=Köln&mark=\u1fef&e=e\u0301#fragment");

    var result =
        calls
            .client(Calls.ANY, Calls.LONG, 1)
            .post(
                url, Map.of("Content-Type", "application/json", "webhook-id", "msg_1"), Calls.BODY);

    assertThat(Calls.get(result.toCompletableFuture()).statusCode()).isEqualTo(200);
    assertThat(receiver.requests().get(0).split("\r\n"))
        .containsExactlyInAnyOrder(
            "POST /hooks?id=7&city=K%C3%B6ln&mark=%E1%BF%AF&e=e%CC%81 HTTP/1.1",
            "Host: hooks.example.com:" + receiver.port(),
            "Content-Type: application/json",
            "webhook-id: msg_1",
            "User-Agent: batch-enrich",
            "Content-Length: " + Calls.BODY.length,
            "Connection: keep-alive",
            "",
            new String(Calls.BODY, ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws Exception {
    var second = calls.opened(Receiver.answering(Receiver.OK));
    var first =
        calls.opened(
            Receiver.answering(
                "HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status, second.url())));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), first.url()).statusCode())
        .isEqualTo(status);
    assertThat(second.connections()).isZero();
  }

  @Test
  void aConnectionIsUsedAgainWithoutCookiesAndClosedWhenItHasBeenIdle() throws Exception {
    var receiver =
        calls.opened(
            Receiver.answering(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 65536\r\n\r\n"
                    + "x".repeat(65_536)));
    var client = calls.client(Calls.ANY, Calls.LONG, 1);

    Calls.post(client, receiver.url());
    Calls.post(client, receiver.url());

    assertThat(receiver.connections()).isEqualTo(1);
    assertThat(receiver.requests().get(1)).doesNotContain("Cookie");
    await().atMost(15, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked", "X-Endless: 1"})
  void aLongBodyIsNotRead(String length) throws Exception {
    var chunk = new byte[10_000];
    var receiver =
        calls.opened(
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

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url()).statusCode())
        .isEqualTo(200);

    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
    assertThat(receiver.written()).isLessThan(1_000_000);
  }

  @Test
  void aLargeHeaderIsNotRead() throws Exception {
    var many = calls.opened(Receiver.behaving(out -> flood(out, "X-A: 1\r\n")));
    var longOne = calls.opened(Receiver.behaving(out -> flood(out, "x")));
    var client = calls.client(Calls.ANY, Calls.LONG, 2);

    for (var receiver : List.of(many, longOne)) {
      assertThat(Calls.post(client, receiver.url()).failure())
          .isEqualTo("the answer is no HTTP/1.1, or its header is too large");
      await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
      assertThat(receiver.written()).isLessThan(1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\r\n\r\n"})
  void whatIsNoHttpIsSaidToBeNone(String answer) throws Exception {
    var receiver = calls.opened(Receiver.answering(answer));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url()).failure())
        .isEqualTo("the answer is no HTTP/1.1, or its header is too large");
  }

  @Test
  void aConnectionThatIsClosedIsSaidToBe() throws Exception {
    var receiver = calls.opened(Receiver.behaving(OutputStream::close));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url()).failure())
        .isEqualTo("the connection was closed without an answer");
  }

  @Test
  void proxiesOfTheSystemAreNotUsed() throws Exception {
    var proxy = calls.opened(Receiver.answering(Receiver.OK));
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
    try {
      var url = receiver.url("hooks.example.com");
      assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), url).statusCode())
          .isEqualTo(200);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
    assertThat(proxy.connections()).isZero();
    assertThat(receiver.connections()).isEqualTo(1);
  }

  private static void flood(OutputStream out, String part) throws IOException {
    var parts = part.repeat(1_000).getBytes(ISO_8859_1);
    out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
    for (var i = 0; i < 10_000; i++) {
      out.write(parts);
    }
  }
}
