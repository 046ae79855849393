package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class DrainingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private GatewayFixture fixture;
  private String key;

  @BeforeEach
  void prepare(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void untilTheDelayIsOverRequestsAreTakenOnConnectionsThatEndWithThem() throws Exception {
    var gateway =
        fixture.startReady(
            fixture.configWithDelay("gateway-1", Duration.ofHours(1)), Clock.systemUTC());
    var port = gateway.port();
    var before = fixture.submit(gateway, key);
    assertThat(before.headers().firstValue("Connection")).isEmpty();

    var closing = new Thread(gateway::close);
    closing.start();
    await()
        .atMost(PATIENCE)
        .until(() -> fixture.send(request(gateway, "/health/ready")).statusCode() == 503);

    assertThat(fixture.send(request(gateway, "/health/live")).statusCode()).isEqualTo(200);
    var accepted = fixture.submit(gateway, key);
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Connection")).hasValue("close");
    assertThat(closing.isAlive()).isTrue();

    closing.interrupt();
    closing.join();
    assertThat(isRefused(port)).isTrue();
  }

  @Test
  void aRequestUnderWayIsAnsweredAlsoWhenItsBodyComesLaterThanIdleConnectionsAreClosed()
      throws Exception {
    var gateway = fixture.startReady("gateway-1");
    var port = gateway.port();
    var body = domains(3);
    try (var idle = connect(port);
        var slow = connect(port)) {
      var head =
          """
          POST /batch/company/enrich HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          x-api-version: 2025-11-01
          Content-Type: application/json
          Content-Length: %d
          Expect: 100-continue

          """
              .formatted(key, body.length());
      send(slow, head.replace("\n", "\r\n"));
      // Sent when the endpoint has begun to read.
      assertThat(new String(slow.getInputStream().readNBytes(25), US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

      var closing = new Thread(gateway::close);
      closing.start();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(isRefused(port)).isTrue();
      send(slow, body);

      assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 202 ")
          .contains("\r\nConnection: close\r\n")
          .contains("\"status\":\"pending\"");
      closing.join();
    }
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean isRefused(int port) throws IOException {
    try (var socket = connect(port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }
}
