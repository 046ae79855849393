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
import dev.batchenrich.contract.message.Json;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaClusterExtension.class)
class CancelIT {

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
    assertThat(cancellations(id)).containsExactly(asked, asked);
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
      assertThat(cancellations(end.batch().batchId())).isEmpty();
    }
  }

  @Test
  void aCancelledJobLinksWhatItHasIsListedAndFreesItsSlot() throws Exception {
    var busy = fixture.keyOf("busy");
    var ids = new String[5];
    for (var i = 0; i < ids.length; i++) {
      ids[i] = batchId(fixture.submit(gateway, busy));
    }
    assertThat(fixture.submit(gateway, busy).statusCode()).isEqualTo(429);

    fixture.publish(Statuses.cancelled(batch(ids[3]), 1, NOW, 20));

    assertThat(fixture.submit(gateway, busy).statusCode()).isEqualTo(202);
    var job = json(fixture.get(gateway, busy, "/batch/" + ids[3]));
    assertThat(job.get("status").textValue()).isEqualTo("cancelled");
    assertThat(job.get("result_count").intValue()).isEqualTo(1);
    assertThat(job.get("processed_count").intValue()).isEqualTo(2);
    assertThat(job.get("partial_download_url").textValue()).contains(ids[3]);
    assertThat(job.has("download_url")).isFalse();
    assertThat(job.get("expires_at").isTextual()).isTrue();
    assertThat(job.get("error_message").isNull()).isTrue();
    var listed = json(fixture.get(gateway, busy, "/batch?status=cancelled")).get("jobs");
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
    assertThat(cancellations(foreign.batchId())).isEmpty();
  }

  @Test
  void withoutAKeyItIsA401AndOnlyPostIsAllowed() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    var path = "/batch/%s/cancel".formatted(id);

    assertThat(fixture.send(request(gateway, path).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
    assertThat(fixture.get(gateway, key, path).statusCode()).isEqualTo(405);
    assertThat(cancellations(id)).isEmpty();
  }

  @Test
  void aBodyIsIgnored() throws Exception {
    var id = batchId(fixture.submit(gateway, key));
    var body = BodyPublishers.ofString("nonsense".repeat(100_000));

    assertThat(fixture.send(cancellation(id).POST(body)).statusCode()).isEqualTo(202);
  }

  private static HttpResponse<String> cancel(String id) throws Exception {
    return fixture.send(cancellation(id));
  }

  private static HttpRequest.Builder cancellation(String id) {
    return request(gateway, "/batch/%s/cancel".formatted(id))
        .header("Authorization", "Bearer " + key)
        .POST(BodyPublishers.noBody());
  }

  private static List<Cancellation> cancellations(String id) {
    return fixture.records(Topic.CANCELLATIONS).stream()
        .filter(record -> record.key().equals(id))
        .map(record -> Json.read(record.value(), Cancellation.class))
        .toList();
  }

  /** A batch as it was submitted. */
  private static Batch batch(String id) {
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
