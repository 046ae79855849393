package dev.batchenrich.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedHttpIT {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final String TOO_LONG = "x".repeat(10_000);

  private static GatewayFixture fixture;
  private static Gateway gateway;

  @BeforeAll
  static void start(@TempDir Path folder) {
    // HTTP that is malformed never gets as far as Kafka.
    fixture = new GatewayFixture("127.0.0.1:1", folder);
    fixture.keyOf("somebody");
    gateway = fixture.start("gateway-1", Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of(414, "GET /batch?cursor=" + TOO_LONG + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        Arguments.of(
            431, "GET /batch HTTP/1.1\r\nHost: x\r\nx-request-id: " + TOO_LONG + "\r\n\r\n"),
        Arguments.of(400, "GET /batch HTTP/1.1\r\n\r\n"),
        Arguments.of(400, "GET /batch/%00 HTTP/1.1\r\nHost: x\r\n\r\n"),
        Arguments.of(400, "POST /batch/%00 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"),
        Arguments.of(400, "nonsense\r\n\r\n"));
  }

  /** Clients that are not told use the connection again, and find it dead. */
  @ParameterizedTest
  @MethodSource("malformed")
  void theAnswerToMalformedHttpSaysThatTheConnectionEnds(int status, String request)
      throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(GatewayFixture.utf8(request));

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 " + status + " ")
          .containsIgnoringCase("\r\nConnection: close\r\n")
          .contains("\"type\":\"invalid_request\"");
    }
  }
}
