package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a request wherever it goes, and if it is no request at all. */
@ExtendWith(KafkaClusterExtension.class)
class AnyRequestIT {

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theCallersRequestIdIsEchoedIfItIsSane() throws Exception {
    var request = GatewayFixture.request(gateway, "/health/live");

    assertThat(requestId(fixture.send(request.copy().header("x-request-id", "abc-1"))))
        .isEqualTo("abc-1");
    assertThat(requestId(fixture.send(request.copy().header("x-request-id", "x".repeat(129)))))
        .hasSize(36);
  }

  @Test
  void anUnknownPathIs404AndAWrongMethod405() throws Exception {
    assertError(fixture.send(GatewayFixture.request(gateway, "/nothing")), 404, "not_found");
    var wrong = fixture.get(gateway, key, "/batch/person/enrich");
    assertError(wrong, 405, "method_not_allowed");
    assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /batch/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n"
      })
  void malformedHttpIsA400InTheEnvelope(String request) throws Exception {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":{\"type\":\"invalid_request\"");
  }

  @Test
  void aBodyThatBreaksOffOrIsMalformedHttpIsNoFaultOfTheServer() throws Exception {
    var head =
        """
        POST /batch/company/enrich HTTP/1.1\r
        Host: x\r
        Authorization: Bearer %s\r
        x-api-version: 2025-11-01\r
        Content-Type: application/json\r
        Connection: close\r
        """
            .formatted(key);

    assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("invalid_request");
    assertThat(raw(head + "Content-Length: 100\r\n\r\n{")).doesNotContain("HTTP/1.1 500");
  }

  private static String raw(String request) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.getOutputStream().write(GatewayFixture.utf8(request));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String requestId(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-request-id").orElseThrow();
  }

  private static void assertError(HttpResponse<String> answer, int status, String type)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo(type);
    assertThat(json(answer).at("/error/message").textValue()).isNotBlank();
    assertThat(json(answer).at("/error").has("metadata")).isTrue();
  }
}
