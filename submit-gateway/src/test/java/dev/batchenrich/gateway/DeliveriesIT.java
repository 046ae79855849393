package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.Attempts.AT;
import static dev.batchenrich.gateway.Attempts.URL;
import static dev.batchenrich.gateway.Attempts.answered;
import static dev.batchenrich.gateway.Attempts.unanswered;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static dev.batchenrich.gateway.GatewayFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class DeliveriesIT {

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    key = fixture.keyOf("account");
    gateway = fixture.startReady("gateway-1");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theWebhookOfASubmissionIsPendingThenRetriedThenDelivered() throws Exception {
    var body = domains(3).replace("]}", "],\"webhook_url\":\"%s\"}".formatted(URL));
    var batchId = GatewayFixture.batchId(fixture.send(submission(gateway, key, "company", body)));
    assertThat(webhook(batchId))
        .isEqualTo(
            """
            {"url":"https://example.com/hook","state":"pending","attempts":0,"last_status":null,\
            "last_failure":null,"next_attempt_at":null}""");

    fixture.publish(Statuses.completed(Statuses.batch(batchId, "account", URL, AT), 3, AT, 20));
    fixture.publish(answered(batchId, 1, 1, 500, AT.plusSeconds(5)));
    assertThat(deliveries(batchId)).hasSize(1);
    assertThat(webhook(batchId))
        .isEqualTo(
            """
            {"url":"https://example.com/hook","state":"retrying","attempts":1,"last_status":500,\
            "last_failure":null,"next_attempt_at":"2026-01-02T03:04:10.123456+00:00"}""");

    fixture.publish(answered(batchId, 1, 2, 204, null));
    assertThat(deliveries(batchId)).hasSize(2);
    assertThat(webhook(batchId))
        .isEqualTo(
            """
            {"url":"https://example.com/hook","state":"delivered","attempts":2,"last_status":204,\
            "last_failure":null,"next_attempt_at":null}""");
  }

  @Test
  void aWebhookThatIsGivenUpSaysWhyInTheJobAndInTheList() throws Exception {
    var other = fixture.keyOf("gives-up");
    var batch = ended("gives-up");
    fixture.publish(unanswered(batch.batchId(), 1, 1, null));
    fixture.get(gateway, other, path(batch) + "/webhook/deliveries");

    var job = json(fixture.get(gateway, other, path(batch)));
    assertThat(job.get("webhook").toString())
        .isEqualTo(
            """
            {"url":"https://example.com/hook","state":"given_up","attempts":1,"last_status":null,\
            "last_failure":"no answer within 15 s","next_attempt_at":null}""");
    assertThat(json(fixture.get(gateway, other, "/batch")).get("jobs"))
        .singleElement()
        .extracting(listed -> listed.get("webhook"))
        .isEqualTo(job.get("webhook"));
  }

  @Test
  void attemptsAreListedOldestFirstAsSoonAsTheyAreOnKafka() throws Exception {
    var batch = ended("account");
    fixture.publish(answered(batch.batchId(), 1, 1, 500, AT.plusSeconds(5)));
    fixture.publish(unanswered(batch.batchId(), 1, 2, null));
    fixture.publish(answered(batch.batchId(), 2, 1, 200, null));

    var answer = fixture.get(gateway, key, path(batch) + "/webhook/deliveries");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"deliveries":[\
            {"webhook_id":"ID","delivery":1,"attempt":1,\
            "attempted_at":"2026-01-02T03:04:05.123456+00:00","duration_ms":12,"status_code":500,\
            "failure":null,"next_attempt_at":"2026-01-02T03:04:10.123456+00:00"},\
            {"webhook_id":"ID","delivery":1,"attempt":2,\
            "attempted_at":"2026-01-02T03:04:05.123456+00:00","duration_ms":12,"status_code":null,\
            "failure":"no answer within 15 s","next_attempt_at":null},\
            {"webhook_id":"ID","delivery":2,"attempt":1,\
            "attempted_at":"2026-01-02T03:04:05.123456+00:00","duration_ms":12,"status_code":200,\
            "failure":null,"next_attempt_at":null}]}"""
                .replace("ID", batch.batchId()));
  }

  @Test
  void aJobWithoutWebhookUrlHasNoWebhookAndNoDeliveries() throws Exception {
    var other = fixture.keyOf("without");
    var batchId = GatewayFixture.batchId(fixture.submit(gateway, other));

    assertThat(json(fixture.get(gateway, other, "/batch/" + batchId)).has("webhook")).isFalse();
    assertThat(fixture.get(gateway, other, "/batch/" + batchId + "/webhook/deliveries").body())
        .isEqualTo("{\"deliveries\":[]}");
  }

  @Test
  void anAttemptThatIsReadBeforeItsJobCounts() throws Exception {
    var known = ended("account");
    var batch = Statuses.batch(batchIdBeside(known), "account", URL, AT);
    fixture.publish(answered(batch.batchId(), 1, 1, 200, null));
    // Reads the partition of both to its end.
    deliveries(known.batchId());

    fixture.publish(Statuses.completed(batch, 3, AT, 20));

    assertThat(json(fixture.get(gateway, key, path(batch))).at("/webhook/state").textValue())
        .isEqualTo("delivered");
    assertThat(deliveries(batch.batchId())).hasSize(1);
  }

  @Test
  void anUnreadableAttemptIsSkipped() throws Exception {
    var batch = ended("account");
    var topic = Topic.WEBHOOK_DELIVERIES.topicName();
    var partition = Topic.partitionOf(batch.batchId(), GatewayFixture.PARTITIONS);
    for (var garbage : new String[] {"", "nonsense", "{\"version\":2}"}) {
      fixture.publish(new ProducerRecord<>(topic, partition, batch.batchId(), utf8(garbage)));
    }
    fixture.publish(new ProducerRecord<>(topic, partition, batch.batchId(), null));
    fixture.publish(answered(batch.batchId(), 1, 1, 200, null));

    assertThat(deliveries(batch.batchId())).hasSize(1);
  }

  @Test
  void aRestartedGatewayAndAViewThatIsBuiltAgainShowTheSame() throws Exception {
    var batch = ended("account");
    fixture.publish(answered(batch.batchId(), 1, 1, 410, null));
    fixture.publish(answered(batch.batchId(), 2, 1, 500, AT.plusSeconds(5)));
    var deliveries = deliveries(batch.batchId());
    var webhook = webhook(batch.batchId());
    assertThat(webhook).contains("\"state\":\"retrying\",\"attempts\":2");

    gateway.close();
    gateway = fixture.startReady("gateway-1");
    assertThat(deliveries(batch.batchId())).isEqualTo(deliveries);
    assertThat(webhook(batch.batchId())).isEqualTo(webhook);

    gateway.close();
    Files.delete(fixture.dataDir("gateway-1").resolve("view.db"));
    gateway = fixture.startReady("gateway-1");
    assertThat(deliveries(batch.batchId())).isEqualTo(deliveries);
    assertThat(webhook(batch.batchId())).isEqualTo(webhook);
  }

  private static Batch ended(String account) throws Exception {
    var batch = Statuses.batch(UUID.randomUUID().toString(), account, URL, AT);
    fixture.publish(Statuses.completed(batch, 3, AT, 20));
    return batch;
  }

  /** An id whose records are in the same partition. */
  private static String batchIdBeside(Batch batch) {
    var partition = Topic.partitionOf(batch.batchId(), GatewayFixture.PARTITIONS);
    return Stream.generate(() -> UUID.randomUUID().toString())
        .filter(id -> Topic.partitionOf(id, GatewayFixture.PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** Brings the view up to date, too. */
  private static JsonNode deliveries(String batchId) throws Exception {
    var answer = fixture.get(gateway, key, "/batch/%s/webhook/deliveries".formatted(batchId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).get("deliveries");
  }

  private static String webhook(String batchId) throws Exception {
    return json(fixture.get(gateway, key, "/batch/" + batchId)).get("webhook").toString();
  }

  private static String path(Batch batch) {
    return "/batch/" + batch.batchId();
  }
}
