package dev.batchenrich.pipeline.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is connected to. */
@Timeout(60)
class WebhookAddressIT {

  @RegisterExtension final Calls calls = new Calls();

  @Test
  void aPortThatNobodyListensOnRefusesTheConnection() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = server.getLocalPort();
      server.close();

      assertThat(
              Calls.post(
                  calls.client(Calls.ANY, Calls.LONG, 1),
                  URI.create("http://hooks.example.com:" + port)))
          .isEqualTo(PostResult.failed("connection refused"));
    }
  }

  @Test
  void aHostWithoutAddressIsUnknown() throws Exception {
    assertThat(
            Calls.post(
                calls.client(Calls.ANY, Calls.LONG, 1), URI.create("http://nowhere.example.com")))
        .isEqualTo(PostResult.failed("the host nowhere.example.com is unknown"));
  }

  @Test
  void aNameWhoseAddressIsPrivateWhenItIsConnectedToIsRefusedThoughItWasPublicBefore()
      throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    var url = receiver.url("hooks.example.com");
    var client = calls.client(Calls.PUBLIC, Calls.LONG, 1);

    calls.names().set("hooks.example.com", "8.8.8.8");
    assertThat(Calls.PUBLIC.objectionTo(url.toString())).isNull();
    assertThat(Calls.PUBLIC.permits(calls.names().resolve("hooks.example.com")[0])).isTrue();
    calls.names().set("hooks.example.com", "127.0.0.1", "::1");

    assertThat(Calls.post(client, url))
        .isEqualTo(PostResult.failed("the address of hooks.example.com is not public"));
    assertThat(receiver.connections()).isZero();
    assertThat(calls.names().asked()).hasSize(2);
  }

  @Test
  void ofMixedAddressesOnlyPermittedOnesAreConnectedTo() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));
    calls.names().set("mixed.example.com", "224.0.0.1", "0.0.0.0", "127.0.0.1");

    assertThat(
            Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url("mixed.example.com"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aUrlThatObjectionsExistToIsNotCalled() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));

    assertThat(Calls.post(calls.client(Calls.PUBLIC, Calls.LONG, 1), receiver.url()))
        .isEqualTo(PostResult.failed("the URL must name a public host, names '127.0.0.1'"));
    assertThat(receiver.connections()).isZero();
    assertThat(calls.names().asked()).isEmpty();
  }

  @Test
  void addressesInUrlsPassTheSameFilter() throws Exception {
    var receiver = calls.opened(Receiver.answering(Receiver.OK));

    assertThat(Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), receiver.url()).statusCode())
        .isEqualTo(200);
    assertThat(
            Calls.post(calls.client(Calls.ANY, Calls.LONG, 1), URI.create("http://[::1]:1"))
                .failure())
        .isNotNull();

    assertThat(calls.names().asked()).hasSize(2).first().isEqualTo("127.0.0.1");
    assertThat(calls.names().asked().get(1)).contains("::1");
  }
}
