package dev.batchenrich.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.batchenrich.standalone.CannotGoOn;
import dev.batchenrich.standalone.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResumedDownloadIT {

  private static final int LENGTH = 1_000_000;

  private final List<@Nullable String> ranges = new ArrayList<>();
  private byte[] content = random(1);
  private String etag = "\"one\"";

  /** Bytes that are sent before the connection is cut. */
  private int cutAfter = Integer.MAX_VALUE;

  private final HttpServer server = listening();

  @TempDir Path folder;

  @BeforeEach
  void start() {
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aDownloadThatBrokeOffGoesOnWhereItWas() throws Exception {
    breakOffAfter(400_000);

    download();

    assertThat(file()).hasBinaryContent(content);
    assertThat(ranges).hasSize(2).first().isNull();
    assertThat(ranges.get(1)).matches("bytes=[1-9][0-9]*-");
    assertThat(folder).isDirectoryNotContaining("glob:**.part*");
  }

  @Test
  void ifTheContentHasChangedItBeginsAnew() throws Exception {
    breakOffAfter(400_000);
    content = random(2);
    etag = "\"two\"";

    download();

    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void withoutAnETagItBeginsAnew() throws Exception {
    etag = "";
    breakOffAfter(400_000);

    download();

    assertThat(file()).hasBinaryContent(content);
    assertThat(ranges).containsExactly(null, null);
  }

  @Test
  void whatIsThereAsAWholeAlreadyIsNotFetchedAgain() throws Exception {
    Files.write(folder.resolve("file.part"), content);
    Files.writeString(folder.resolve("file.part.etag"), etag);

    download();

    assertThat(file()).hasBinaryContent(content);
    assertThat(ranges).containsExactly("bytes=" + LENGTH + "-");
  }

  @Test
  void aRefusalIsToldInTheWordsOfTheServer() {
    etag = "refuse";

    assertThatThrownBy(this::download)
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("The link has expired");
    assertThat(file()).doesNotExist();
  }

  private void breakOffAfter(int bytes) {
    cutAfter = bytes;
    assertThatThrownBy(this::download)
        .isInstanceOfSatisfying(
            CannotGoOn.class, broken -> assertThat(broken.exit()).isEqualTo(Exit.UNREACHABLE))
        .hasMessageContaining("the same command goes on with it");
    assertThat(file()).doesNotExist();
    cutAfter = Integer.MAX_VALUE;
  }

  private void download() throws IOException, InterruptedException {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    new BatchClient(url, "key").download(url.resolve("/file"), file());
  }

  private Path file() {
    return folder.resolve("file");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range);
      if (etag.equals("refuse")) {
        var body = "{\"error\":{\"type\":\"link_expired\",\"message\":\"The link has expired\"}}";
        exchange.sendResponseHeaders(403, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        return;
      }
      if (!etag.isEmpty()) {
        exchange.getResponseHeaders().set("ETag", etag);
      }
      send(exchange, first(range, exchange.getRequestHeaders().getFirst("If-Range")));
    }
  }

  private int first(@Nullable String range, @Nullable String ifRange) {
    return range == null || !etag.equals(ifRange)
        ? 0
        : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  private void send(HttpExchange exchange, int first) throws IOException {
    if (first == LENGTH) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (first > 0) {
      var range = "bytes %d-%d/%d".formatted(first, LENGTH - 1, LENGTH);
      exchange.getResponseHeaders().set("Content-Range", range);
    }
    exchange.sendResponseHeaders(first > 0 ? 206 : 200, LENGTH - first);
    exchange
        .getResponseBody()
        .write(Arrays.copyOfRange(content, first, Math.min(LENGTH, cutAfter)));
  }

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] random(int seed) {
    var bytes = new byte[LENGTH];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
