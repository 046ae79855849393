package dev.batchenrich.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.publish.Publication;
import dev.batchenrich.gateway.publish.Publication.Outcome;
import dev.batchenrich.gateway.publish.Publisher;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that come while all producers are busy. */
@ExtendWith(KafkaClusterExtension.class)
@Timeout(120)
class PublisherIT {

  private static final TopicPartition JOBS = new TopicPartition(Topic.JOBS.topicName(), 0);

  /** As many as keep all producers busy. */
  private static final int HOLDERS = 2;

  private static final List<String> HALF_A_MEBIBYTE = Collections.nCopies(270, "a".repeat(2_000));

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final List<Submitting> all = new ArrayList<>();
  private final Semaphore held = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);
  private GatewayFixture fixture;
  private Publisher publisher;

  @BeforeEach
  void start(KafkaCluster cluster, @TempDir Path folder) throws Exception {
    fixture = new GatewayFixture(cluster.getBootstrapServers(), folder);
    fixture.createTopics();
    publisher =
        new Publisher(
            new KafkaClients(Map.of("bootstrap.servers", cluster.getBootstrapServers())), "test");
    for (var i = 0; i < HOLDERS; i++) {
      submit(this::holds);
      assertThat(held.tryAcquire(30, SECONDS)).isTrue();
    }
  }

  @AfterEach
  void stop() {
    release.countDown();
    publisher.close();
    fixture.close();
  }

  @Test
  void goTogetherAndEachLearnsWhereItsConfirmationIs() throws Exception {
    for (var i = 0; i < 20; i++) {
      submit(() -> true);
    }
    releaseAll();

    for (var each : all) {
      var publication = each.result();
      assertThat(publication.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(fixture.records(Topic.JOBS))
          .filteredOn(record -> each.batchId().equals(record.key()))
          .extracting(ConsumerRecord::offset)
          .containsExactly(publication.confirmationOffset());
    }
    assertThat(published()).containsExactlyInAnyOrderElementsOf(batchIds(all));
    assertThat(transactions()).isBetween(HOLDERS + 1, HOLDERS + HOLDERS);
  }

  @Test
  void shareATransactionOnlyUpToASize() throws Exception {
    for (var i = 0; i < 2 * HOLDERS + 1; i++) {
      submit(HALF_A_MEBIBYTE, () -> true);
    }
    releaseAll();

    for (var each : all) {
      assertThat(each.result().outcome()).isEqualTo(Outcome.COMMITTED);
    }
    assertThat(transactions()).isGreaterThan(HOLDERS + HOLDERS);
  }

  @Test
  void areNotBegunTogetherWithOneThatMayNotBegin() throws Exception {
    var expired = submit(() -> false);
    submit(() -> true);
    releaseAll();

    assertThat(expired.result().outcome()).isEqualTo(Outcome.NOT_BEGUN);
    assertThatAllAreCommittedBut(expired);
  }

  @Test
  void arePublishedAloneIfAnotherMakesTheirTransactionFail() throws Exception {
    submit(() -> true);
    var asked = new AtomicInteger();
    var late = submit(() -> asked.getAndIncrement() == 0);
    submit(() -> true);
    releaseAll();

    assertThat(late.result().outcome()).isEqualTo(Outcome.SETTLED);
    assertThatAllAreCommittedBut(late);
  }

  private void assertThatAllAreCommittedBut(Submitting failed) throws Exception {
    var others = all.stream().filter(each -> !each.equals(failed)).toList();
    for (var other : others) {
      assertThat(other.result().outcome()).isEqualTo(Outcome.COMMITTED);
    }
    assertThat(published()).containsExactlyInAnyOrderElementsOf(batchIds(others));
    assertThat(fixture.records(Topic.JOBS))
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(batchIds(others));
  }

  /** Keeps a producer until all are released. */
  private boolean holds() {
    held.release();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private Submitting submit(BooleanSupplier mayPublish) {
    return submit(List.of("a"), mayPublish);
  }

  private Submitting submit(List<String> identifiers, BooleanSupplier mayPublish) {
    var batch =
        new Batch(
            UUID.randomUUID().toString(),
            "account",
            Entity.COMPANY,
            Action.ENRICH,
            IdentifierType.NAMES,
            identifiers.size(),
            1,
            List.of(),
            null,
            Instant.EPOCH);
    var chunk = new Chunk(batch, 0, 0, identifiers);
    var confirmation = new JobEntry(JobEntry.Kind.CONFIRMATION, "attempt", "-", batch);
    var task =
        new FutureTask<>(
            () -> publisher.publish(List.of(chunk), confirmation, JOBS, mayPublish, mayPublish));
    var submitting = new Submitting(batch.batchId(), task, new Thread(task));
    submitting.thread().start();
    all.add(submitting);
    return submitting;
  }

  /** Once all others wait for a producer, and the first for their transactions. */
  private void releaseAll() {
    await()
        .pollInterval(10, MILLISECONDS)
        .until(() -> all.stream().allMatch(each -> WAITING.contains(each.thread().getState())));
    release.countDown();
  }

  private List<String> published() {
    return fixture.read(Topic.SUBMISSIONS, Chunk.class).stream()
        .map(chunk -> chunk.batch().batchId())
        .toList();
  }

  private static List<String> batchIds(List<Submitting> submittings) {
    return submittings.stream().map(Submitting::batchId).toList();
  }

  /** How many have ended: each leaves a marker in the log. */
  private int transactions() throws Exception {
    try (var admin = Admin.create(fixture.clientProperties())) {
      var end =
          admin.listOffsets(Map.of(JOBS, OffsetSpec.latest())).partitionResult(JOBS).get().offset();
      return (int) end - fixture.records(Topic.JOBS).size();
    }
  }

  private record Submitting(String batchId, FutureTask<Publication> task, Thread thread) {
    Publication result() throws Exception {
      return task.get();
    }
  }
}
