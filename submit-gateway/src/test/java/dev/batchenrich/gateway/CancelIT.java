package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.Attempts.AT;
import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaClusterExtension.class)
class CancelIT {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.123456789Z");

  private GatewayFixture fixture;
  private KafkaCluster broker;
  private Gateway gateway;
  private String key;

  @BeforeEach
  void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    broker = cluster;
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1", new ManualClock(NOW));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aJobThatHasNotEndedIsAskedToEndAsOftenAsTheCallerAsks() throws Exception {
    var id = batchId(fixture.submit(gateway, key));

    var pending = cancel(id);
    fixture.publish(JobStatus.processing(batch(id), 2, 1));
    var processing = cancel(id);

    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(pending.body()).contains("\"status\":\"pending\"");
    assertThat(processing.statusCode()).isEqualTo(202);
    assertThat(processing.body()).isEqualTo(fixture.get(gateway, key, "/batch/" + id).body());
    assertThat(json(processing).get("processed_count").intValue()).isEqualTo(2);
    var asked = new Cancellation(batch(id), Instant.parse("2026-02-03T04:05:06.123456Z"));
    assertThat(cancellations()).containsExactly(asked, asked);
    assertThat(fixture.records(Topic.CANCELLATIONS))
        .allMatch(cancellation -> cancellation.key().equals(id));
  }

  @Test
  void aJobThatHasEndedIsAnsweredAsItIs() throws Exception {
    var completed = Statuses.completed(ownBatch(), 3, AT, 20);
    var failed = Statuses.failed(ownBatch(), 1, AT, 20);
    var cancelled = Statuses.cancelled(ownBatch(), 1, AT, 20);
    for (var end : List.of(completed, failed, cancelled)) {
      fixture.publish(end);

      var answer = cancel(end.batch().batchId());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).get("status").textValue()).isEqualTo(end.status().wireName());
    }
    assertThat(cancellations()).isEmpty();
  }

  @Test
  void aCancelledJobLinksWhatItHasIsListedAndFreesItsSlot() throws Exception {
    var ids = new String[5];
    for (var i = 0; i < ids.length; i++) {
      ids[i] = batchId(fixture.submit(gateway, key));
    }
    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(429);

    fixture.publish(Statuses.cancelled(batch(ids[3]), 1, NOW, 20));

    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(202);
    var job = json(fixture.get(gateway, key, "/batch/" + ids[3]));
    assertThat(job.get("status").textValue()).isEqualTo("cancelled");
    assertThat(job.get("result_count").intValue()).isEqualTo(1);
    assertThat(job.get("processed_count").intValue()).isEqualTo(2);
    assertThat(job.get("partial_download_url").textValue()).contains(ids[3]);
    assertThat(job.has("download_url")).isFalse();
    assertThat(job.get("expires_at").isTextual()).isTrue();
    assertThat(job.get("error_message").isNull()).isTrue();
    var listed = json(fixture.get(gateway, key, "/batch?status=cancelled")).get("jobs");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("batch_id").textValue()).isEqualTo(ids[3]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "nonsense", "..%%2f..%%2fetc%%2fpasswd", "a/b"})
  void whatIsNotTheCallersIsTheSame404(String id) throws Exception {
    var foreign = Statuses.batch(UUID.randomUUID().toString(), "other", AT);
    fixture.publish(JobStatus.processing(foreign, 1, 1));
    var unknown = fixture.get(gateway, key, "/batch/" + UUID.randomUUID());

    for (var answer :
        List.of(cancel(id.formatted(foreign.batchId())), cancel(UUID.randomUUID().toString()))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(unknown.body());
    }
    assertThat(cancellations()).isEmpty();
  }

  @Test
  void withoutAKeyItIsA401AndOnlyPostIsAllowed() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    var path = "/batch/%s/cancel".formatted(id);

    assertThat(fixture.send(request(gateway, path).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
    assertThat(fixture.get(gateway, key, path).statusCode()).isEqualTo(405);
    assertThat(cancellations()).isEmpty();
  }

  @Test
  void aBodyIsIgnored() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    var body = BodyPublishers.ofString("nonsense".repeat(100_000));

    assertThat(fixture.send(cancellation(id).POST(body)).statusCode()).isEqualTo(202);
  }

  @Test
  void whatKafkaDoesNotTakeIsNotSaidToBeCancelled() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    fixture.set(Topic.CANCELLATIONS, "max.message.bytes", "1");

    assertUnavailable(cancel(id), "It is not known whether the batch will be cancelled");
    assertThat(cancellations()).isEmpty();
  }

  @Test
  void withoutKafkaNothingIsCancelled() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    broker.stopNodes(node -> true, TerminationStyle.ABRUPT);

    assertUnavailable(cancel(id), "It is not known at the moment how far the batch is");
  }

  private static void assertUnavailable(HttpResponse<String> answer, String message)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(json(answer).at("/error/message").textValue()).startsWith(message);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private HttpResponse<String> cancel(String id) throws Exception {
    return fixture.send(cancellation(id));
  }

  private HttpRequest.Builder cancellation(String id) {
    return request(gateway, "/batch/%s/cancel".formatted(id))
        .header("Authorization", "Bearer " + key)
        .POST(BodyPublishers.noBody());
  }

  private List<Cancellation> cancellations() {
    return fixture.read(Topic.CANCELLATIONS, Cancellation.class);
  }

  /** A batch as it was submitted. */
  private Batch batch(String id) {
    return fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
        .map(Chunk::batch)
        .filter(batch -> batch.batchId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Batch ownBatch() {
    return Statuses.batch(UUID.randomUUID().toString(), "account", AT);
  }
}
