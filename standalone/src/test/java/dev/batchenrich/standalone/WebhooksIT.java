package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.WebhookReceiver;
import dev.batchenrich.pipeline.post.RetryDelays;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class WebhooksIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theJobShowsHowFarItsWebhookIsUntilItIsDelivered() throws Exception {
    CompanyDirectory.make(folder.resolve("directory"));
    var answers = new SynchronousQueue<Integer>();
    try (var receiver = new WebhookReceiver(call -> next(answers));
        var standalone = start(Duration.ofMillis(300), Duration.ofMillis(400))) {
      var server = standalone.url();
      var id = submit(server, receiver.url());

      await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
      assertWebhook(server, id, "pending", 0, null);
      answers.put(500);
      awaitWebhook(server, id, "retrying", 1, 500);
      answers.put(503);
      awaitWebhook(server, id, "retrying", 2, 503);
      answers.put(200);
      awaitWebhook(server, id, "delivered", 3, 200);

      assertThat(receiver.calls()).extracting(call -> call.header("webhook-id")).containsOnly(id);
      var told = receiver.calls().get(2);
      told.verify(secret());
      var body = JSON.readTree(told.body());
      assertThat(body.at("/status").asText()).isEqualTo("completed");
      assertThat(body.at("/webhook/attempts").asInt()).isEqualTo(2);
      assertThat(status(URI.create(body.at("/download_url").asText()))).isEqualTo(200);

      var deliveries = get(server, "/batch/" + id + "/webhook/deliveries").at("/deliveries");
      assertThat(deliveries).hasSize(3);
      for (var attempt = 1; attempt < 3; attempt++) {
        var promised = deliveries.get(attempt - 1).at("/next_attempt_at").asText();
        assertThat(time(deliveries.get(attempt).at("/attempted_at").asText()))
            .isAfterOrEqualTo(time(promised));
      }

      post(server, "/batch/" + id + "/webhook/redeliver", "");
      answers.put(204);
      awaitWebhook(server, id, "delivered", 4, 204);
    }
  }

  @Test
  void theNextAttemptComesAlsoIfTheServerIsKilledBeforeIt() throws Exception {
    CompanyDirectory.make(folder.resolve("directory"));
    var options =
        new String[] {"--port", "0", "--allow-private-webhooks", "--webhook-retries", "15 s;1 h"};
    var answers = new LinkedBlockingQueue<>(List.of(500, 200));
    try (var receiver = new WebhookReceiver(call -> next(answers))) {
      String id;
      try (var server = ServerProcess.start(folder, options)) {
        var url = server.ready().get();
        id = submit(url, receiver.url());
        awaitWebhook(url, id, "retrying", 1, 500);
        awaitCheckpoint();
      }
      assertThat(receiver.calls()).hasSize(1);

      try (var server = ServerProcess.start(folder, options)) {
        var url = server.ready().get();
        awaitWebhook(url, id, "delivered", 2, 200);
        assertThat(get(url, "/batch/" + id + "/webhook/deliveries").at("/deliveries/1/attempt"))
            .hasToString("2");
      }
      assertThat(receiver.calls()).extracting(call -> call.header("webhook-id")).containsOnly(id);
      receiver.calls().get(1).verify(secret());
    }
  }

  private Standalone start(Duration... retries) throws Exception {
    var config =
        new StandaloneConfig(
            folder,
            "127.0.0.1",
            0,
            null,
            null,
            null,
            null,
            null,
            new WebhookChoices(
                null, WebhookTargets.of("80", true), new RetryDelays(List.of(retries))));
    return Standalone.start(Preparation.of(config), new OpenResources());
  }

  private static int next(BlockingQueue<Integer> answers) {
    try {
      var answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return answer == null ? 500 : answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 500;
    }
  }

  private String submit(URI server, String webhookUrl) throws Exception {
    var body =
        JSON.createObjectNode().put("domains", "nobody.example").put("webhook_url", webhookUrl);
    return post(server, "/batch/company/enrich", body.toString()).at("/batch_id").asText();
  }

  private void awaitWebhook(URI server, String id, String state, int attempts, int lastStatus) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertWebhook(server, id, state, attempts, lastStatus));
  }

  private void assertWebhook(
      URI server, String id, String state, int attempts, @Nullable Integer lastStatus)
      throws Exception {
    var webhook = get(server, "/batch/" + id).at("/webhook");
    assertThat(webhook.at("/state").asText()).isEqualTo(state);
    assertThat(webhook.at("/attempts").asInt()).isEqualTo(attempts);
    assertThat(webhook.at("/last_status").asText())
        .isEqualTo(lastStatus == null ? "null" : lastStatus.toString());
    assertThat(webhook.at("/next_attempt_at").isNull()).isEqualTo(!state.equals("retrying"));
  }

  private JsonNode post(URI server, String path, String body) throws Exception {
    var request =
        request(server.resolve(path))
            .header("Content-Type", "application/json")
            .header("x-api-version", "2025-11-01")
            .POST(BodyPublishers.ofString(body))
            .build();
    var response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return JSON.readTree(response.body());
  }

  private JsonNode get(URI server, String path) throws Exception {
    var response = HTTP.send(request(server.resolve(path)).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(URI uri) throws IOException {
    var key = Files.readString(folder.resolve("api-key")).strip();
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
  }

  private static int status(URI link) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding()).statusCode();
  }

  private String secret() throws IOException {
    return Files.readString(folder.resolve("webhook-secret")).strip();
  }

  /**
   * Waits until the job {@code webhooks}, which takes more of them than the other, has taken a
   * checkpoint that began after this call.
   */
  private void awaitCheckpoint() {
    var before = await().ignoreExceptions().until(this::checkpoints, jobs -> jobs.size() == 2);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            this::checkpoints,
            now ->
                before.entrySet().stream()
                    .anyMatch(job -> now.getOrDefault(job.getKey(), 0L) >= job.getValue() + 2));
  }

  /** The number of each job's newest checkpoint. */
  private Map<Path, Long> checkpoints() throws IOException {
    try (var files = Files.walk(folder.resolve("checkpoints"), 2)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("chk-"))
          .collect(
              Collectors.toMap(
                  Path::getParent,
                  file -> Long.parseLong(file.getFileName().toString().substring(4)),
                  Math::max));
    }
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
