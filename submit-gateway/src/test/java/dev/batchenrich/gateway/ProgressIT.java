package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class ProgressIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static String key;

  private final Batch batch =
      new Batch(
          UUID.randomUUID().toString(),
          "account",
          Entity.COMPANY,
          Action.ENRICH,
          IdentifierType.DOMAINS,
          Batch.MAX_IDENTIFIERS,
          1,
          List.of(),
          null,
          Instant.parse("2026-01-02T03:04:05Z"));
  private final String path = "/batch/" + batch.batchId();

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
  void aRunningJobTellsHowFastItIsAndWhenToAskAgain() throws Exception {
    var end = Instant.parse("2126-01-02T03:05:00.5Z");
    fixture.publish(JobStatus.processing(batch, 4_000, 3_000, 400.5, end));

    var answer = fixture.get(gateway, key, path);

    assertThat(answer.headers().firstValue("Retry-After")).hasValue("15");
    var job = json(answer);
    assertThat(job.get("processed_count").intValue()).isEqualTo(4_000);
    assertThat(job.get("unresolved_count").intValue()).isEqualTo(1_000);
    assertThat(job.get("rate_per_second").doubleValue()).isEqualTo(400.5);
    assertThat(job.get("estimated_completion_at").textValue())
        .isEqualTo("2126-01-02T03:05:00.500000+00:00");
  }

  @Test
  void aJobThatShouldHaveEndedTellsNoRateAndIsToBeAskedForSoon() throws Exception {
    var passed = Instant.parse("2026-01-02T03:05:00.5Z");
    fixture.publish(JobStatus.processing(batch, 4_000, 3_000, 400.5, passed));

    var answer = fixture.get(gateway, key, path);

    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    var job = json(answer);
    assertThat(job.get("processed_count").intValue()).isEqualTo(4_000);
    assertThat(job.get("rate_per_second").isNull()).isTrue();
    assertThat(job.get("estimated_completion_at").isNull()).isTrue();
  }

  @Test
  void aJobThatHasEndedIsAnsweredAtOnceAndIsNotToBeAskedForAgain() throws Exception {
    fixture.publish(Statuses.completed(batch, 9_000, Instant.now(), 20));

    var answer = waiting(gateway, 60).get();

    assertThat(json(answer).get("status").textValue()).isEqualTo("completed");
    assertThat(json(answer).get("estimated_completion_at").isNull()).isTrue();
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void anAnswerIsHeldBackUntilTheCountsChange() throws Exception {
    fixture.publish(JobStatus.processing(batch, 10, 10));

    var answer = waiting(gateway, 60);
    // The answer may be about any of these, but not about what was known when it was asked for.
    var processed = new AtomicInteger(10);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              fixture.publish(JobStatus.processing(batch, processed.incrementAndGet(), 10));
              return answer.isDone();
            });

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().headers().firstValue("Preference-Applied")).hasValue("wait=60");
    assertThat(json(answer.get()).get("processed_count").intValue()).isGreaterThan(10);
  }

  @Test
  void whatDoesNotChangeIsAnsweredAfterTheWait() throws Exception {
    fixture.publish(JobStatus.processing(batch, 10, 10));

    var answer = waiting(gateway, 1).get();

    assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=1");
    assertThat(json(answer).get("processed_count").intValue()).isEqualTo(10);
  }

  @Test
  void aGatewayThatStopsGivesTheAnswersThatItHoldsBack() throws Exception {
    fixture.publish(JobStatus.processing(batch, 10, 10));
    var stopping =
        fixture.startReady(
            fixture.configWithDelay("gateway-2", Duration.ofHours(1)), Clock.systemUTC());
    var answer = waiting(stopping, 60);

    var closing = new Thread(stopping::close);
    closing.start();

    assertThat(answer.get().statusCode()).isEqualTo(200);
    var later = waiting(stopping, 60).get();
    assertThat(later.headers().firstValue("Preference-Applied")).isEmpty();
    closing.interrupt();
    closing.join();
  }

  private CompletableFuture<HttpResponse<String>> waiting(Gateway of, int seconds) {
    return fixture.sendAsync(
        request(of, path)
            .header("Authorization", "Bearer " + key)
            .header("Prefer", "wait=" + seconds));
  }
}
