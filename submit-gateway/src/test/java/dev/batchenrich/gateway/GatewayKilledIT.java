package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.batchId;
import static dev.batchenrich.gateway.GatewayFixture.domains;
import static dev.batchenrich.gateway.GatewayFixture.json;
import static dev.batchenrich.gateway.GatewayFixture.request;
import static dev.batchenrich.gateway.GatewayFixture.submission;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.admission.Lease;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class GatewayKilledIT {

  private static final int SUBMISSIONS = 50;

  /** Large enough that a gateway is killed while it publishes. */
  private static final int IDENTIFIERS = 3_000;

  private static final int CHUNKS = 30;
  private static final Function<Chunk, Integer> CHUNK = Chunk::chunkIndex;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final List<GatewayProcess> processes = new ArrayList<>();
  private GatewayFixture fixture;
  private URI survivor;

  @BeforeEach
  void prepare(KafkaCluster cluster) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    fixture.keyOf("nobody");
    survivor = start("survivor", "").awaitReady();
  }

  @AfterEach
  void stop() {
    processes.forEach(GatewayProcess::close);
  }

  @Test
  void whenOneOfTwoGatewaysIsKilledNothingAcceptedIsLostNoSixthIsAndAllSlotsAreFreeAgain()
      throws Exception {
    var rounds = new ArrayList<Round>();
    for (var answers : List.of(0, 1, 3, 10, 20)) {
      rounds.add(killAfter(answers));
    }
    for (var round : rounds) {
      assertExactlyTheAcceptedArePublished(round);
      complete(round.accepted());
    }
    for (var round : rounds) {
      assertAllSlotsAreFree(round);
    }
  }

  /**
   * What became of submissions while a gateway was killed.
   *
   * @param accepted the ids of the batches that were answered with 202, at once or when repeated
   */
  private record Round(String account, String key, Set<String> accepted) {}

  /** Kills one of two gateways when it has answered so many of its half of the submissions. */
  private Round killAfter(int answers) throws Exception {
    var account = "account-" + answers;
    var key = fixture.keyOf(account);
    var victim = start("victim", account);
    var gateways = List.of(victim.awaitReady(), survivor);
    warmUp(gateways.get(0), account);
    var answered = new CountDownLatch(answers);
    var first = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var i = 0; i < SUBMISSIONS; i++) {
      var isVictims = i % 2 == 0;
      first.add(
          submit(gateways.get(i % 2), key, i)
              .whenComplete(
                  (answer, failure) -> {
                    if (isVictims) {
                      answered.countDown();
                    }
                  })
              .exceptionally(broken -> null));
    }
    assertThat(answered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    victim.kill();
    victim.awaitExit();

    var accepted = new HashSet<String>();
    var open = new ArrayList<Integer>();
    var acceptedByVictim = 0;
    for (var i = 0; i < SUBMISSIONS; i++) {
      var answer = first.get(i).join();
      if (answer == null || answer.statusCode() == 503) {
        open.add(i);
      } else if (answer.statusCode() == 202) {
        accepted.add(batchId(answer));
        acceptedByVictim += i % 2 == 0 ? 1 : 0;
      } else {
        assertThat(answer.statusCode()).isEqualTo(429);
      }
    }
    for (var i : open) {
      var answer = repeat(key, i);
      if (answer.statusCode() == 202) {
        accepted.add(batchId(answer));
      }
    }
    System.out.printf(
        "gateway killed after %d answers, %d of them accepted: %d submissions repeated, %d accepted in"
            + " all%n",
        answers, acceptedByVictim, open.size(), accepted.size());
    return new Round(account, key, accepted);
  }

  /** A gateway that has just started is slow, and would lose every slot to the other. */
  private void warmUp(URI gateway, String account) throws Exception {
    var key = fixture.keyOf("before-" + account);
    for (var i = 0; i < Admissions.MAX_ACTIVE; i++) {
      batchId(submit(gateway, key, i).join());
    }
  }

  private CompletableFuture<HttpResponse<String>> submit(URI gateway, String key, int number) {
    return fixture.sendAsync(
        submission(gateway, key, "company", domains(IDENTIFIERS))
            .header("Idempotency-Key", "key-" + number));
  }

  /** Submits at the other gateway until it is known whether it is accepted. */
  private HttpResponse<String> repeat(String key, int number) {
    return await()
        .atMost(PATIENCE)
        .until(() -> submit(survivor, key, number).join(), answer -> answer.statusCode() != 503);
  }

  private void assertExactlyTheAcceptedArePublished(Round round) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(published(round.account())).isEqualTo(round.accepted()));
    // None of them has ended, so this is how many have ever been active.
    assertThat(round.accepted()).hasSizeLessThanOrEqualTo(Admissions.MAX_ACTIVE);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(listed(round.key())).isEqualTo(round.accepted()));
  }

  /** The batches of an account that are confirmed, each with all of its chunks. */
  private Set<String> published(String account) {
    var confirmed =
        fixture.read(Topic.JOBS, JobEntry.class).stream()
            .filter(entry -> entry.kind() == JobEntry.Kind.CONFIRMATION)
            .map(JobEntry::batch)
            .filter(batch -> batch.accountId().equals(account))
            .map(Batch::batchId)
            .collect(toSet());
    var chunks =
        fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
            .filter(chunk -> chunk.batch().accountId().equals(account))
            .collect(groupingBy(chunk -> chunk.batch().batchId(), mapping(CHUNK, toSet())));
    assertThat(chunks).containsOnlyKeys(confirmed);
    assertThat(chunks.values()).allSatisfy(found -> assertThat(found).hasSize(CHUNKS));
    return confirmed;
  }

  private Set<String> listed(String key) throws Exception {
    var page = fixture.send(request(survivor, "/batch").header("Authorization", "Bearer " + key));
    assertThat(page.statusCode()).isEqualTo(200);
    return StreamSupport.stream(json(page).get("jobs").spliterator(), false)
        .map(job -> job.get("batch_id").textValue())
        .collect(toSet());
  }

  private void complete(Set<String> batchIds) throws Exception {
    var batches =
        fixture.read(Topic.SUBMISSIONS, Chunk.class).stream().map(Chunk::batch).distinct();
    for (var batch : batches.filter(each -> batchIds.contains(each.batchId())).toList()) {
      fixture.publish(Statuses.completed(batch, IDENTIFIERS, Instant.now(), 20));
    }
  }

  private void assertAllSlotsAreFree(Round round) throws Exception {
    var accepted = new HashSet<String>();
    await()
        .atMost(Lease.LENGTH.plus(PATIENCE))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              var answer = submitOneMore(round);
              if (answer.statusCode() == 202) {
                accepted.add(batchId(answer));
              }
              return accepted.size() == Admissions.MAX_ACTIVE;
            });
    assertThat(submitOneMore(round).statusCode()).isEqualTo(429);
    accepted.addAll(round.accepted());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(published(round.account())).isEqualTo(accepted));
  }

  private HttpResponse<String> submitOneMore(Round round) throws Exception {
    return fixture.send(submission(survivor, round.key(), "company", domains(IDENTIFIERS)));
  }

  private GatewayProcess start(String instanceId, String time) throws IOException {
    var output = folder.resolve("%s%s.log".formatted(instanceId, time));
    var process = new GatewayProcess(fixture.config(instanceId), output, Map.of());
    processes.add(process);
    return process;
  }
}
