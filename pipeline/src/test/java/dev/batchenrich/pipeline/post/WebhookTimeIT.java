package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody waits for a receiver longer than the timeout, and nobody else waits for it at all. */
@Timeout(60)
class WebhookTimeIT {

  @RegisterExtension final Calls calls = new Calls();

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
        calls.opened(Receiver.behaving(out -> out.write(answers.remove().getBytes(ISO_8859_1))));
    var client = calls.client(Calls.ANY, Calls.SHORT, 1);

    assertThat(Calls.post(client, receiver.url()).statusCode()).isEqualTo(200);
    assertThat(Calls.post(client, receiver.url()).failure()).isEqualTo("no answer within 1 s");

    assertThat(receiver.connections()).isEqualTo(1);
    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @Test
  void aBodyThatDripsIsCutAtTheDeadlineThoughTheAnswerIsToldAtOnce() throws Exception {
    var receiver =
        calls.opened(
            Receiver.behaving(
                out -> drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x")));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.SHORT, 1), receiver.url()).statusCode())
        .isEqualTo(200);

    assertThat(receiver.openConnections()).isEqualTo(1);
    await().atMost(5, TimeUnit.SECONDS).until(() -> receiver.openConnections() == 0);
  }

  @Test
  void aHangingLookUpHoldsUpNeitherTheCallerNorOthers() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    var lookUp = calls.names().hang("hanging.example.com");
    var client = calls.client(Calls.ANY, Calls.SHORT, 2);

    var hanging = Calls.start(client, receiver.url("hanging.example.com"));
    assertThat(Calls.post(client, receiver.url()).statusCode()).isEqualTo(200);

    assertThat(Calls.get(hanging)).isEqualTo(PostResult.failed("no answer within 1 s"));
    var connections = receiver.connections();
    lookUp.complete(null);
    assertThat(Calls.post(client, receiver.url()).statusCode()).isEqualTo(200);
    assertThat(receiver.connections()).isEqualTo(connections);
  }

  @Test
  void aPostThatWasCutFreesItsConnectionForOthers() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    var silent = calls.opened(Receiver.behaving(out -> {}));
    var lookUp = calls.names().hang("hanging.example.com");
    var client = calls.client(Calls.ANY, Calls.SHORT, 1);

    for (var url : List.of(silent.url(), receiver.url("hanging.example.com"))) {
      assertThat(Calls.post(client, url).failure()).isEqualTo("no answer within 1 s");
      assertThat(Calls.post(client, receiver.url()).statusCode()).isEqualTo(200);
    }
    lookUp.complete(null);
  }

  @Test
  void thereAreNoMoreConnectionsThanAllowed() throws Exception {
    var goOn = new CountDownLatch(1);
    var receiver =
        calls.opened(
            Receiver.behaving(
                out -> {
                  goOn.await();
                  out.write(Receiver.OK.getBytes(ISO_8859_1));
                }));
    var client = calls.client(Calls.ANY, Calls.LONG, 2);

    var results = new ArrayList<CompletableFuture<PostResult>>();
    for (var i = 0; i < 6; i++) {
      results.add(Calls.start(client, receiver.url()));
    }
    await().until(() -> receiver.requests().size() == 2);
    goOn.countDown();

    for (var result : results) {
      assertThat(Calls.get(result).statusCode()).isEqualTo(200);
    }
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void closingIsPromptAndLeavesNoPostUnanswered() throws Exception {
    var receiver = calls.opened(Receiver.behaving(out -> {}));
    var lookUp = calls.names().hang("hanging.example.com");
    var client = calls.client(Calls.ANY, Calls.LONG, 2);
    var silent = Calls.start(client, receiver.url());
    var hanging = Calls.start(client, receiver.url("hanging.example.com"));
    await().until(() -> receiver.requests().size() == 1 && calls.names().asked().size() == 2);

    var begin = System.nanoTime();
    client.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    for (var result : List.of(silent, hanging)) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Calls.get(result));
    }
    await().until(() -> receiver.openConnections() == 0);
    lookUp.complete(null);
  }

  private void assertCut(Receiver.Behaviour behaviour) throws Exception {
    var receiver = calls.opened(Receiver.behaving(behaviour));
    var begin = System.nanoTime();

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.SHORT, 1), receiver.url()))
        .isEqualTo(PostResult.failed("no answer within 1 s"));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Calls.SHORT.minusMillis(50), Calls.SHORT.plusSeconds(2));
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
}
