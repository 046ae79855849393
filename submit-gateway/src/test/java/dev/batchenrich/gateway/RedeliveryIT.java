package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.Attempts.AT;
import static dev.batchenrich.gateway.Attempts.URL;
import static dev.batchenrich.gateway.Attempts.answered;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaClusterExtension.class)
class RedeliveryIT {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.123456789Z");

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1", new ManualClock(NOW));
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theDeliveryAfterTheLatestIsAskedForInThePartitionOfTheBatch() throws Exception {
    for (var status : List.of(failed(batch(URL)), completed(batch(URL)))) {
      var batchId = status.batch().batchId();
      fixture.publish(status);
      fixture.publish(answered(batchId, 1, 1, 500, AT.plusSeconds(5)));
      fixture.publish(answered(batchId, 1, 2, 200, null));

      var answer = redeliver(batchId);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(answer.body())
          .isEqualTo(
              "{\"batch_id\":\"%s\",\"delivery\":2,\"status_url\":\"/batch/%s\"}"
                  .formatted(batchId, batchId));
      var asked = asked(batchId);
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0).partition())
          .isEqualTo(Topic.partitionOf(batchId, GatewayFixture.PARTITIONS));
      assertThat(Json.read(asked.get(0).value(), WebhookRequest.class))
          .isEqualTo(new WebhookRequest(2, Instant.parse("2026-02-03T04:05:06.123456Z"), status));

      fixture.publish(answered(batchId, 2, 1, 200, null));
      assertThat(json(redeliver(batchId)).get("delivery").intValue()).isEqualTo(3);
    }
  }

  @Test
  void whoeverAsksBeforeTheDeliveryIsAttemptedAsksForTheSame() throws Exception {
    var batch = batch(URL);
    fixture.publish(completed(batch));
    fixture.publish(answered(batch.batchId(), 1, 1, 500, null));

    var answers =
        IntStream.range(0, 10)
            .mapToObj(i -> fixture.sendAsync(redelivery(batch.batchId())))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .allMatch(answer -> answer.statusCode() == 202)
        .extracting(HttpResponse::body)
        .allMatch(body -> body.contains("\"delivery\":2,"));
  }

  @Test
  void beforeTheFirstAttemptTheFirstDeliveryIsAskedFor() throws Exception {
    var batch = batch(URL);
    fixture.publish(completed(batch));

    assertThat(json(redeliver(batch.batchId())).get("delivery").intValue()).isEqualTo(1);
  }

  @Test
  void aBodyIsIgnored() throws Exception {
    var batch = batch(URL);
    fixture.publish(completed(batch));
    var body = BodyPublishers.ofString("nonsense".repeat(100_000));

    var answer = fixture.send(redelivery(batch.batchId()).POST(body));

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void aJobWithoutWebhookUrlIsAConflict() throws Exception {
    var batch = batch(null);
    fixture.publish(completed(batch));

    assertConflict(
        redeliver(batch.batchId()),
        "The batch was submitted without webhook_url: there is no webhook to send");
    assertThat(asked(batch.batchId())).isEmpty();
  }

  @Test
  void aJobThatHasNotEndedIsAConflict() throws Exception {
    var batch = batch(URL);
    fixture.publish(JobStatus.processing(batch, 1, 1));

    assertConflict(
        redeliver(batch.batchId()),
        "The batch is processing: its webhook is sent when it has ended");
    assertThat(asked(batch.batchId())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "nonsense", "..%%2f..%%2fetc%%2fpasswd", "%%2e%%2e", "a/b"})
  void whatIsNotTheCallersIsTheSame404(String id) throws Exception {
    var foreign = Statuses.batch(UUID.randomUUID().toString(), "other", URL, AT);
    fixture.publish(completed(foreign));
    var batchId = id.formatted(foreign.batchId());

    var unknown = fixture.get(gateway, key, "/batch/" + UUID.randomUUID());
    var deliveries = fixture.get(gateway, key, "/batch/%s/webhook/deliveries".formatted(batchId));
    var redelivery = redeliver(batchId);

    assertThat(unknown.statusCode()).isEqualTo(404);
    for (var answer : List.of(deliveries, redelivery, redeliver(UUID.randomUUID().toString()))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(unknown.body());
    }
    assertThat(asked(foreign.batchId())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET,deliveries", "POST,redeliver"})
  void withoutAKeyItIsA401(String method, String what) throws Exception {
    var batch = batch(URL);
    fixture.publish(completed(batch));
    var path = "/batch/%s/webhook/%s".formatted(batch.batchId(), what);

    var answer = fixture.send(request(gateway, path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Missing API key in request\"}");
    assertThat(asked(batch.batchId())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD,deliveries,200,''",
    "POST,deliveries,405,'GET, HEAD'",
    "GET,redeliver,405,POST"
  })
  void onlyItsMethodsAreAllowed(String method, String what, int status, String allowed)
      throws Exception {
    var batch = batch(URL);
    fixture.publish(completed(batch));
    var path = "/batch/%s/webhook/%s".formatted(batch.batchId(), what);

    var answer =
        fixture.send(
            request(gateway, path)
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Allow").orElse("")).isEqualTo(allowed);
  }

  private static HttpResponse<String> redeliver(String batchId) throws Exception {
    return fixture.send(redelivery(batchId));
  }

  private static HttpRequest.Builder redelivery(String batchId) {
    return request(gateway, "/batch/%s/webhook/redeliver".formatted(batchId))
        .header("Authorization", "Bearer " + key)
        .POST(BodyPublishers.noBody());
  }

  private static List<ConsumerRecord<String, byte[]>> asked(String batchId) {
    return fixture.records(Topic.WEBHOOK_REQUESTS).stream()
        .filter(request -> request.key().equals(batchId))
        .toList();
  }

  private static void assertConflict(HttpResponse<String> answer, String message) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(json(answer).at("/error/type").textValue()).isEqualTo("conflict");
    assertThat(json(answer).at("/error/message").textValue()).isEqualTo(message);
  }

  private static Batch batch(@Nullable String webhookUrl) {
    return Statuses.batch(UUID.randomUUID().toString(), "account", webhookUrl, AT);
  }

  private static JobStatus completed(Batch batch) {
    return Statuses.completed(batch, 3, AT, 20);
  }

  private static JobStatus failed(Batch batch) {
    return Statuses.failed(batch, 1, AT, 20);
  }
}
