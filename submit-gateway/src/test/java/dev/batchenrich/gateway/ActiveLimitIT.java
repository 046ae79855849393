package dev.batchenrich.gateway;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.topic.Topic;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class ActiveLimitIT {

  private static GatewayFixture fixture;
  private static Gateway first;
  private static Gateway second;

  @BeforeAll
  static void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    fixture.keyOf("first-account");
    first = fixture.startReady("gateway-1");
    second = fixture.startReady("gateway-2");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void ofFiftyAtOnceOnOneGatewayExactlyFiveAreAcceptedAndNothingOfTheOthersIsPublished()
      throws Exception {
    assertExactlyFive("one-gateway", List.of(first));
  }

  @Test
  void ofFiftyAtOnceOnTwoGatewaysExactlyFiveAreAcceptedAndNothingOfTheOthersIsPublished()
      throws Exception {
    assertExactlyFive("two-gateways", List.of(first, second));
  }

  @Test
  void anEndFreesASlotAtOnceOnEveryGateway() throws Exception {
    var key = fixture.keyOf("slots");
    var batchId = "";
    for (var i = 0; i < 5; i++) {
      batchId = GatewayFixture.batchId(fixture.submit(first, key));
    }
    var refused = fixture.submit(second, key);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(GatewayFixture.json(refused).at("/error/type").textValue())
        .isEqualTo("too_many_active_batches");

    var batch = confirmed(batchId);
    fixture.publish(Statuses.completed(batch, 3, Instant.now(), 20));

    assertThat(fixture.submit(second, key).statusCode()).isEqualTo(202);
    assertThat(fixture.submit(first, key).statusCode()).isEqualTo(429);
  }

  @Test
  void aBatchThatCameStraightToKafkaTakesASlot() throws Exception {
    var key = fixture.keyOf("straight");
    var batch = Statuses.batch(UUID.randomUUID().toString(), "straight", Instant.now());
    fixture.publish(JobStatus.processing(batch, 0, 0));
    assertThat(fixture.get(first, key, "/batch/" + batch.batchId()).statusCode()).isEqualTo(200);

    var accepted = 0;
    for (var i = 0; i < 6; i++) {
      accepted += fixture.submit(first, key).statusCode() == 202 ? 1 : 0;
    }

    assertThat(accepted).isEqualTo(4);
  }

  private static void assertExactlyFive(String account, List<Gateway> gateways) throws Exception {
    var key = fixture.keyOf(account);
    var body = GatewayFixture.domains(300);

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    GatewayFixture.submission(
                        gateways.get(i % gateways.size()), key, "company", body))
            .map(fixture::sendAsync)
            .toList();

    Map<Integer, Long> counts =
        answers.stream()
            .map(CompletableFuture::join)
            .collect(groupingBy(HttpResponse::statusCode, counting()));
    assertThat(counts).isEqualTo(Map.of(202, 5L, 429, 45L));
    var accepted =
        answers.stream()
            .map(CompletableFuture::join)
            .filter(answer -> answer.statusCode() == 202)
            .map(ActiveLimitIT::batchId)
            .collect(Collectors.toSet());
    var published =
        fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
            .filter(chunk -> chunk.batch().accountId().equals(account))
            .collect(groupingBy(chunk -> chunk.batch().batchId(), counting()));
    assertThat(published).containsOnlyKeys(accepted);
    assertThat(published.values()).containsOnly(3L);
  }

  private static String batchId(HttpResponse<String> answer) {
    try {
      return GatewayFixture.batchId(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batch confirmed(String batchId) {
    return fixture.read(Topic.JOBS, JobEntry.class).stream()
        .map(JobEntry::batch)
        .filter(batch -> batch.batchId().equals(batchId))
        .findFirst()
        .orElseThrow();
  }
}
