package dev.batchenrich.pipeline.post;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The receiver's certificate is its own, for one host name. */
@Timeout(60)
class WebhookTlsIT {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private final FakeNames names = new FakeNames();

  @BeforeAll
  static void makeCertificate() throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=x",
                "-ext",
                "san=dns:hooks.example.com",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
  }

  @AfterEach
  void trustWhomTheSystemTrusts() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
  }

  @Test
  void aCertificateThatTheVirtualMachineTrustsIsAccepted() throws Exception {
    trustTheReceiver();

    assertThat(postToCertified("hooks.example.com")).isEqualTo(PostResult.answered(200, null));
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    trustTheReceiver();

    assertThat(postToCertified("other.example.com"))
        .isEqualTo(
            PostResult.failed(
                "the TLS certificate is not one to be trusted for other.example.com"));
  }

  @Test
  void aCertificateOfUnknownOriginIsRefused() throws Exception {
    assertThat(postToCertified("hooks.example.com"))
        .isEqualTo(
            PostResult.failed(
                "the TLS certificate is not one to be trusted for hooks.example.com"));
  }

  @Test
  void aReceiverThatSpeaksNoTlsIsSaidNotTo() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var greeting =
          CompletableFuture.runAsync(
              () -> {
                try (var socket = server.accept()) {
                  socket.getOutputStream().write("220 ready\r\n".getBytes(US_ASCII));
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThat(post("hooks.example.com", server.getLocalPort()))
          .isEqualTo(PostResult.failed("no TLS connection could be agreed on"));
      assertThat(greeting).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private static void trustTheReceiver() {
    System.setProperty(TRUST_STORE, store().toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  private PostResult postToCertified(String host) throws Exception {
    try (var receiver = Receiver.withTls(certified())) {
      return post(host, receiver.port());
    }
  }

  private PostResult post(String host, int port) throws Exception {
    names.set(host, "127.0.0.1");
    var targets = WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, true);
    try (var client = new WebhookClient(targets, names, Duration.ofSeconds(15), 1)) {
      return client
          .post(URI.create("https://%s:%d".formatted(host, port)), Map.of(), new byte[1])
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static ServerSocketFactory certified() throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static Path store() {
    return folder.resolve("receiver.p12");
  }
}
