package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.directory.upstream.UpstreamServer;
import dev.batchenrich.pipeline.assemble.BatchProgress;
import dev.batchenrich.pipeline.assemble.Outcome;
import dev.batchenrich.pipeline.assemble.Part;
import dev.batchenrich.pipeline.assemble.PastBatches;
import dev.batchenrich.pipeline.deliver.CommittedFile;
import dev.batchenrich.pipeline.gzip.Segment;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import dev.batchenrich.pipeline.schedule.Delivery;
import dev.batchenrich.pipeline.schedule.DueAttempt;
import dev.batchenrich.pipeline.schedule.Turns;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both jobs, on real processes, go through versions of themselves, from savepoint to savepoint: the
 * jar that the system property {@value #FROM} names, made from another commit for example; the
 * present one; and one whose state has more in it. Without the property they begin with the present
 * one.
 */
@ExtendWith(KafkaClusterExtension.class)
class UpgradeIT {

  private static final String FROM = "upgrade.from";

  /** The records that state is made of, without those that are messages on Kafka as well. */
  private static final Set<Class<?>> STATE =
      Set.of(
          BatchProgress.class,
          CommittedFile.class,
          Delivery.class,
          DueAttempt.class,
          Message.class,
          Outcome.class,
          Part.class,
          PastBatches.Block.class,
          Segment.class,
          SubmittedChunk.class,
          Turns.class);

  private static final int STEPS = 3;
  private static final int CHUNKS_PER_STEP = 12;
  private static final int CHUNK = 20;
  private static final int PEOPLE = STEPS * CHUNKS_PER_STEP * CHUNK;
  private static final int PER_RECEIVER = 2;

  private record Version(Path jar, int enrichSubtasks, int webhooksSubtasks) {}

  /** For each job its id, or its savepoint. */
  private record Jobs(String enrich, String webhooks) {}

  @TempDir Path folder;
  private String bootstrapServers = "";
  private Outside outside;
  private final Gate gate = new Gate();
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void prepare(KafkaCluster kafka) throws Exception {
    bootstrapServers = kafka.getBootstrapServers();
    outside = new Outside(bootstrapServers, folder.resolve("results"));
    LinkSecret.readOrMake(folder.resolve("link-secret"));
    Files.writeString(
        folder.resolve("webhook-secrets"), "acme whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Files.writeString(folder.resolve("key"), UpstreamServer.KEY);
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
  }

  @Test
  void whatAVersionLeavesInTheMiddleTheNextBringsToItsEndExactly() throws Exception {
    var present = FlinkProcesses.jobJar();
    var versions =
        List.of(
            new Version(Path.of(System.getProperty(FROM, present.toString())), 1, 2),
            new Version(present, 4, 1),
            new Version(EvolvedJar.write(present, STATE, folder.resolve("evolved.jar")), 2, 2));
    var batches = Stream.generate(() -> Batches.people(PEOPLE, CHUNK)).limit(4).toList();
    var written = new ArrayList<Batch>();
    var stops = new ArrayList<Instant>();
    try (var flink = new FlinkProcesses(folder);
        var upstream = new UpstreamServer(folder, ShuffledPeople.records(PEOPLE), gate);
        var silent = WebhookReceiver.silentUntil(released);
        var busy = new WebhookReceiver(call -> released.getCount() > 0 ? 503 : 200)) {
      flink.startTaskManager();
      flink.startTaskManager();
      await().atMost(Outside.PATIENCE).until(() -> flink.hasSlots(6));
      var ends =
          Stream.of(silent, silent, silent, silent, busy, busy)
              .map(receiver -> Batches.ended(receiver.url()))
              .toList();
      ends.forEach(outside::announce);

      Jobs savepoints = null;
      for (var step = 1; step < STEPS; step++) {
        // Without checkpoints, savepoints also find files that are written but not in their place.
        var jobs = start(flink, versions.get(step - 1), savepoints, upstream, "1 h");
        written.forEach(outside::end);
        submit(batches, step);
        gate.letThrough(step);
        outside.awaitProcessed(batches, processedAfter(step));
        written.add(awaitWritten());
        awaitCalls(silent, step * PER_RECEIVER);
        ends.subList(4, 6).forEach(this::awaitAttempt);

        savepoints = new Jobs(flink.stop(jobs.enrich, folder), flink.stop(jobs.webhooks, folder));
        stops.add(Instant.now());
        assertThat(outside.processed(batches)).containsOnly(processedAfter(step));
      }
      start(flink, versions.get(STEPS - 1), savepoints, upstream, "1 s");
      // They have ended, each in another version, and are not done again.
      written.forEach(this::submit);
      submit(batches, STEPS);
      gate.letThrough(STEPS);
      released.countDown();

      for (var batch : batches) {
        assertExact(batch);
      }
      for (var batch : written) {
        assertExact(batch);
      }
      for (var end : ends) {
        assertDelivered(end, stops);
      }
    }
  }

  private Jobs start(
      FlinkProcesses flink,
      Version version,
      @Nullable Jobs savepoints,
      UpstreamServer upstream,
      String checkpointInterval)
      throws Exception {
    var enrich =
        flink.run(
            savepoints == null ? null : savepoints.enrich,
            version.jar,
            EnrichMain.class,
            version.enrichSubtasks,
            List.of(
                "--kafka.bootstrap.servers",
                bootstrapServers,
                "--directory",
                upstream.url(),
                "--directory-key-file",
                folder.resolve("key").toString(),
                "--directory-concurrency",
                "1000",
                "--directory-call-timeout",
                "5 min",
                "--look-up.capacity",
                "1000",
                "--results",
                folder.resolve("results").toUri().toString(),
                "--batch.progress-interval",
                "100 ms",
                "--checkpoint-interval",
                checkpointInterval));
    var webhooks =
        flink.run(
            savepoints == null ? null : savepoints.webhooks,
            version.jar,
            WebhooksMain.class,
            version.webhooksSubtasks,
            List.of(
                "--kafka.bootstrap.servers",
                bootstrapServers,
                "--public-url",
                "https://enrich.example.com",
                "--link-secret",
                folder.resolve("link-secret").toString(),
                "--webhook-secrets",
                folder.resolve("webhook-secrets").toString(),
                "--webhook.retries",
                String.join(";", Collections.nCopies(100, "3 s")),
                "--webhook.timeout",
                "60 s",
                "--webhook.per-receiver",
                Integer.toString(PER_RECEIVER),
                "--webhook.allow-private",
                "true"));
    return new Jobs(enrich, webhooks);
  }

  private void submit(List<Batch> batches, int step) {
    for (var batch : batches) {
      outside.submit(
          Batches.chunks(batch, CHUNK, FakeDirectory.emails(PEOPLE))
              .subList((step - 1) * CHUNKS_PER_STEP, step * CHUNKS_PER_STEP));
    }
  }

  /** A batch of one chunk. */
  private void submit(Batch batch) {
    outside.submit(Batches.chunks(batch, CHUNK, FakeDirectory.emails(CHUNK)));
  }

  /** What the gate has let through of what was submitted. */
  private static int processedAfter(int step) {
    return step * CHUNKS_PER_STEP * step / STEPS * CHUNK;
  }

  /** A batch that is looked up and written, and waits for a checkpoint. */
  private Batch awaitWritten() {
    var batch = Batches.people(CHUNK, CHUNK);
    submit(batch);
    var files = folder.resolve("results").resolve(batch.batchId());
    await().atMost(Outside.PATIENCE).until(() -> Files.exists(files));
    assertThat(outside.history(batch)).isEmpty();
    return batch;
  }

  private static void awaitCalls(WebhookReceiver receiver, int count) {
    await().atMost(Outside.PATIENCE).until(() -> receiver.calls().size() >= count);
  }

  private void awaitAttempt(JobStatus end) {
    await().atMost(Outside.PATIENCE).until(() -> !outside.attempts(end.batch()).isEmpty());
  }

  private void assertExact(Batch batch) throws IOException {
    var end = outside.end(batch);
    assertThat(end.status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(end.resultCount()).isEqualTo(batch.identifierCount());
    assertThat(outside.lines(end)).isEqualTo(FakeDirectory.lines(batch.identifierCount()));
    assertThat(outside.visibleFiles(batch.batchId())).hasSize(1);
    assertThat(outside.history(batch))
        .filteredOn(status -> status.status().isTerminal())
        .containsOnly(end);
    assertThat(outside.history(batch)).extracting(JobStatus::processedCount).isSorted();
  }

  /**
   * No attempt is left out, and none is made twice, but for the last one before a stop: that one is
   * made again if it was under way, and may then be told of after the next.
   */
  private void assertDelivered(JobStatus end, List<Instant> stops) {
    var attempts =
        await()
            .atMost(Outside.PATIENCE)
            .until(
                () -> outside.attempts(end.batch()),
                made -> made.stream().anyMatch(WebhookAttempt::isDelivered));
    var numbers = attempts.stream().map(WebhookAttempt::attempt).toList();
    assertThat(numbers.stream().distinct())
        .as("%s", numbers)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, Collections.max(numbers)).boxed().toList());

    var last = 0;
    for (var i = 0; i <= stops.size(); i++) {
      var begin = i == 0 ? Instant.MIN : stops.get(i - 1);
      var stop = i == stops.size() ? Instant.MAX : stops.get(i);
      var between =
          attempts.stream()
              .filter(each -> !each.attemptedAt().isBefore(begin))
              .filter(each -> each.attemptedAt().isBefore(stop))
              .map(WebhookAttempt::attempt)
              .toList();
      var lastBefore = last;
      assertThat(between)
          .as("%s, stopped at %s", attempts, stops)
          .doesNotHaveDuplicates()
          .allMatch(number -> number >= lastBefore);
      last = between.stream().reduce(last, Math::max);
    }
  }

  /** Keeps an upstream from answering for people who are not let through yet. */
  private static final class Gate implements UpstreamServer.Mishap {

    private static final Pattern PERSON = Pattern.compile("(\\d+)@example\\.com");

    /** So many of each {@value #STEPS} chunks are let through. */
    private int open;

    synchronized void letThrough(int step) {
      open = step;
      notifyAll();
    }

    @Override
    public synchronized boolean befalls(HttpExchange exchange, int call) throws Exception {
      var question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var first = PERSON.matcher(question).results().findFirst().orElseThrow();
      var chunk = (Integer.parseInt(first.group(1)) - 1) / CHUNK;
      while (chunk % STEPS >= open) {
        wait();
      }
      return false;
    }
  }
}
