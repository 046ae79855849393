package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaClusterExtension.class)
class JobsIT {

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static Gateway other;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    fixture.keyOf("any");
    gateway = fixture.startReady("gateway-1");
    other = fixture.startReady("gateway-2");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void anAcceptedJobIsFoundAtOnceOnEveryGateway() throws Exception {
    var key = fixture.keyOf("read-your-writes");
    for (var i = 0; i < 5; i++) {
      var batchId = GatewayFixture.batchId(fixture.submit(gateway, key));

      var job = fixture.get(other, key, "/batch/" + batchId);

      assertThat(job.statusCode()).isEqualTo(200);
      assertThat(json(job).get("status").textValue()).isEqualTo("pending");
    }
  }

  @Test
  void anAcceptedJobIsListedAtOnceOnEveryGateway() throws Exception {
    var key = fixture.keyOf("list-your-writes");
    for (var i = 1; i <= 5; i++) {
      GatewayFixture.batchId(fixture.submit(gateway, key));

      assertThat(json(fixture.get(other, key, "/batch")).get("jobs")).hasSize(i);
    }
  }

  @Test
  void aJobIsACursorAtOnceOnEveryGateway() throws Exception {
    var key = fixture.keyOf("cursors");
    for (var i = 0; i < 5; i++) {
      var batchId = GatewayFixture.batchId(fixture.submit(gateway, key));

      assertThat(json(fixture.get(other, key, "/batch?cursor=" + batchId)).get("jobs")).hasSize(i);
    }
  }

  @Test
  void aJobThatCameStraightToKafkaIsFoundAndMovesForwardOnly() throws Exception {
    var key = fixture.keyOf("straight");
    var batch =
        Statuses.batch(
            UUID.randomUUID().toString(), "straight", Instant.parse("2026-01-02T03:04:05Z"));
    var path = "/batch/" + batch.batchId();

    fixture.publish(JobStatus.processing(batch, 2, 1));
    assertThat(fixture.get(gateway, key, path).body())
        .isEqualTo(
            """
            {"batch_id":"%s","entity":"company","action":"enrich","identifier_count":3,\
            "entities_requested":3,"status_url":"%s","status":"processing","result_count":1,\
            "entities_fulfilled":1,"processed_count":2,"unresolved_count":1,"rate_per_second":null,\
            "estimated_completion_at":null,"created_at":"2026-01-02T03:04:05.000000+00:00",\
            "completed_at":null,"error_message":null}"""
                .formatted(batch.batchId(), path));

    fixture.publish(Statuses.completed(batch, 3, Instant.now(), 20));
    fixture.publish(JobStatus.processing(batch, 3, 3));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> json(fixture.get(gateway, key, path)).get("status").textValue(),
            "completed"::equals);
    // The late status is read before this one, which then shows that it changed nothing.
    var marker = Statuses.batch(UUID.randomUUID().toString(), "straight", Instant.now());
    fixture.publish(JobStatus.processing(marker, 0, 0));
    assertThat(fixture.get(gateway, key, "/batch/" + marker.batchId()).statusCode()).isEqualTo(200);
    assertThat(json(fixture.get(gateway, key, path)).get("status").textValue())
        .isEqualTo("completed");
  }

  @Test
  void anUnreadableRecordIsSkipped() throws Exception {
    var key = fixture.keyOf("garbage");
    for (var topic : List.of(Topic.JOBS, Topic.STATUS)) {
      for (var partition = 0; partition < GatewayFixture.PARTITIONS; partition++) {
        fixture.publish(
            new ProducerRecord<>(
                topic.topicName(), partition, "garbage", GatewayFixture.utf8("{\"version\":1}")));
        fixture.publish(new ProducerRecord<>(topic.topicName(), partition, "garbage", null));
      }
    }

    assertThat(fixture.submit(gateway, key).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s", "nonsense", "..%%2f..%%2fetc%%2fpasswd", "%%2e%%2e", "../batch/x", "a/b"})
  void whatIsNotTheCallersIsTheSame404(String id) throws Exception {
    var foreign =
        GatewayFixture.batchId(fixture.submit(gateway, fixture.keyOf("f" + UUID.randomUUID())));
    var key = fixture.keyOf("stranger");

    var unknown = fixture.get(gateway, key, "/batch/" + UUID.randomUUID());
    var odd = fixture.get(gateway, key, "/batch/" + id.formatted(foreign));

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).at("/error/type").textValue()).isEqualTo("not_found");
    assertThat(odd.statusCode()).isEqualTo(404);
    assertThat(odd.body()).isEqualTo(unknown.body());
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() throws Exception {
    var key = fixture.keyOf("lists");
    var batches =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    Statuses.batch(
                        UUID.randomUUID().toString(),
                        "lists",
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i / 2)))
            .toList();
    for (var batch : batches) {
      fixture.publish(Statuses.completed(batch, 1, Instant.now(), 20));
    }
    assertThat(fixture.get(gateway, key, "/batch/" + batches.get(24).batchId()).statusCode())
        .isEqualTo(200);

    var first = json(fixture.get(gateway, key, "/batch"));
    assertThat(first.get("jobs")).hasSize(20);
    assertThat(first.get("has_more").booleanValue()).isTrue();
    var second =
        json(fixture.get(gateway, key, "/batch?cursor=" + first.get("next_cursor").textValue()));
    assertThat(second.get("jobs")).hasSize(5);
    assertThat(second.get("has_more").booleanValue()).isFalse();
    assertThat(second.get("next_cursor").isNull()).isTrue();

    var listed = new ArrayList<String>();
    first.get("jobs").forEach(job -> listed.add(id(job)));
    second.get("jobs").forEach(job -> listed.add(id(job)));
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(batches.stream().map(b -> b.batchId()).toList());
    assertThat(listed.get(0)).isEqualTo(batches.get(24).batchId());
    assertThat(json(fixture.get(gateway, key, "/batch?status=failed")).get("jobs")).isEmpty();
    assertThat(json(fixture.get(gateway, key, "/batch?status=completed&limit=3")).get("jobs"))
        .hasSize(3);
    assertThat(json(fixture.get(gateway, key, "/batch?limit=0")).get("jobs")).hasSize(1);
    assertThat(json(fixture.get(gateway, key, "/batch?limit=1000")).get("jobs")).hasSize(25);
    for (var limit : List.of("-1", "-99999999999")) {
      assertThat(json(fixture.get(gateway, key, "/batch?limit=" + limit)).get("jobs")).hasSize(1);
    }
    assertThat(json(fixture.get(gateway, key, "/batch?limit=" + "9".repeat(30))).get("jobs"))
        .hasSize(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=x",
        "limit=",
        "limit=1.5",
        "status=done",
        "cursor=x",
        "cursor=00000000-0000-0000-0000-000000000000"
      })
  void aWrongQueryIsA400(String query) throws Exception {
    var answer = fixture.get(gateway, fixture.keyOf("queries"), "/batch?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/message").textValue())
        .startsWith(query.substring(0, query.indexOf('=')));
  }

  private static String id(JsonNode job) {
    return job.get("batch_id").textValue();
  }
}
