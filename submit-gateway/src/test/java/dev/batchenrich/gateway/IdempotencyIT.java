package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class IdempotencyIT {

  private static GatewayFixture fixture;
  private static Gateway first;
  private static Gateway second;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    fixture.keyOf("any");
    first = fixture.startReady("gateway-1");
    second = fixture.startReady("gateway-2");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theSameKeyAndBodyGiveTheSameJobOnEveryGatewayAlsoWhenFiveAreActive() throws Exception {
    var key = fixture.keyOf("replays");
    var original = fixture.send(keyed(first, key, "one", domains(3)));
    for (var i = 0; i < 4; i++) {
      batchId(fixture.submit(first, key));
    }

    var replay = fixture.send(keyed(second, key, "one", " " + domains(3)));

    assertThat(batchId(replay)).isEqualTo(batchId(original));
    assertThat(replay.body()).isEqualTo(original.body());
    assertThat(replay.headers().firstValue("idempotent-replayed")).hasValue("true");
    assertThat(original.headers().firstValue("idempotent-replayed")).isEmpty();
    assertThat(json(fixture.get(second, key, "/batch")).get("jobs")).hasSize(5);
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() throws Exception {
    var key = fixture.keyOf("conflicts");
    batchId(fixture.send(keyed(first, key, "one", domains(3))));

    var conflict = fixture.send(keyed(second, key, "one", domains(4)));

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(json(conflict).at("/error/type").textValue()).isEqualTo("idempotency_conflict");
  }

  @Test
  void theSameKeyOfAnotherAccountIsAnotherJob() throws Exception {
    var one = fixture.send(keyed(first, fixture.keyOf("account-1"), "one", domains(3)));
    var other = fixture.send(keyed(first, fixture.keyOf("account-2"), "one", domains(3)));

    assertThat(batchId(one)).isNotEqualTo(batchId(other));
  }

  @Test
  void equalSubmissionsThatRaceGiveOneJobAndEqualChunks() throws Exception {
    var key = fixture.keyOf("races");

    var answers =
        IntStream.range(0, 20)
            .mapToObj(i -> keyed(i % 2 == 0 ? first : second, key, "one", domains(300)))
            .map(fixture::sendAsync)
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .extracting(HttpResponse::statusCode)
        .containsOnly(202);
    assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::body).distinct())
        .hasSize(1);
    assertThat(
            fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
                .filter(chunk -> chunk.batch().accountId().equals("races"))
                .distinct())
        .hasSize(3);
  }

  @Test
  void ofDifferentSubmissionsThatRaceOneWins() throws Exception {
    var key = fixture.keyOf("different-races");

    var answers =
        IntStream.range(0, 10)
            .mapToObj(i -> keyed(i % 2 == 0 ? first : second, key, "one", domains(i + 1)))
            .map(fixture::sendAsync)
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(9);
  }

  @Test
  void whatIsTakenBackLeavesTheConfirmationTheLastRecordOfItsKey() throws Exception {
    var key = fixture.keyOf("compacted");
    var answers =
        IntStream.range(0, 10)
            .mapToObj(i -> keyed(i % 2 == 0 ? first : second, key, "one", domains(3)))
            .map(fixture::sendAsync)
            .toList();
    var id = batchId(answers.get(0).join());
    answers.forEach(CompletableFuture::join);

    var last = new HashMap<String, byte[]>();
    fixture.records(Topic.JOBS).forEach(record -> last.put(record.key(), record.value()));

    assertThat(Json.read(last.getOrDefault(id, new byte[0]), JobEntry.class).kind())
        .isEqualTo(JobEntry.Kind.CONFIRMATION);
  }

  @Test
  void aKeyThatIsTooLongOrNotVisibleAsciiIsRefused() throws Exception {
    var key = fixture.keyOf("bad-keys");

    for (var bad : new String[] {"", "a b", "x".repeat(256)}) {
      var answer = fixture.send(keyed(first, key, bad, domains(3)));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(json(answer).at("/error/message").textValue()).startsWith("Idempotency-Key");
    }
  }

  private static HttpRequest.Builder keyed(
      Gateway gateway, String key, String idempotencyKey, String body) {
    return submission(gateway, key, "company", body).header("Idempotency-Key", idempotencyKey);
  }
}
