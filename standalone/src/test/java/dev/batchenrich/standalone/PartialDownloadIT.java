package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code download} of a job that has ended before its time, from answers that the test gives. */
@Timeout(60)
class PartialDownloadIT {

  private static final byte[] FOUND = "what was found".getBytes(UTF_8);

  @TempDir Path folder;

  private HttpServer server;
  private URI url;
  private String job = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/batch/id", exchange -> answer(exchange, job.getBytes(UTF_8)));
    server.createContext("/found", exchange -> answer(exchange, FOUND));
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatACancelledJobFoundIsSavedAndSaidToBeAPart() throws Exception {
    ended("cancelled", "null");

    var client = download();

    assertThat(client.exit()).isEqualTo(Exit.BATCH_FAILED.code());
    assertThat(folder.resolve("id.jsonl.gz")).hasBinaryContent(FOUND);
    assertThat(client.printed()).startsWith("14 bytes: ").endsWith("id.jsonl.gz\n");
    assertThat(client.said())
        .endsWith(
            "batch-enrich: batch id ended as cancelled; the file holds what was found until then\n");
  }

  @Test
  void soIsWhatAFailedJobFoundWithTheReasonOfItsFailure() throws Exception {
    ended("failed", "\"no answer\"");

    var client = download();

    assertThat(client.exit()).isEqualTo(Exit.BATCH_FAILED.code());
    assertThat(folder.resolve("id.jsonl.gz")).hasBinaryContent(FOUND);
    assertThat(client.said()).contains("batch id ended as failed: no answer; the file holds");
  }

  @Test
  void aFailedJobWithoutAFileSavesNone() throws Exception {
    job = "{\"batch_id\":\"id\",\"status\":\"failed\",\"error_message\":\"no answer\"}";

    var client = download();

    assertThat(client.exit()).isEqualTo(Exit.BATCH_FAILED.code());
    assertThat(client.said()).isEqualTo("batch-enrich: batch id ended as failed: no answer\n");
    assertThat(folder.resolve("id.jsonl.gz")).doesNotExist();
  }

  private ClientProcess download() throws Exception {
    return ClientProcess.run(folder, url, "key", "download", "id");
  }

  private void ended(String status, String error) {
    job =
        """
        {"batch_id":"id","status":"%s","error_message":%s,"partial_download_url":"%s"}
        """
            .formatted(status, error, url.resolve("/found"));
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
