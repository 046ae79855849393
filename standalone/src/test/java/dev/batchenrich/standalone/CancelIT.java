package dev.batchenrich.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.kafka.WholeTopic;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import dev.batchenrich.standalone.client.Refused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are cancelled at random moments, through gateway, broker and cluster. */
@Timeout(240)
class CancelIT {

  private static final int JOBS = 50;
  private static final int ACTIVE = 5;
  private static final int CHUNK = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random = new Random(13);
  private final OpenResources resources = new OpenResources();

  @TempDir Path folder;
  private BatchClient client;
  private Map<String, String> kafka;

  /**
   * A job to be cancelled.
   *
   * @param number tells its people from those of the other jobs
   */
  private record Doomed(int number, int people, String id) {

    int chunks() {
      return (people + CHUNK - 1) / CHUNK;
    }
  }

  @BeforeEach
  void start() throws Exception {
    var server = MeasuredOutServer.start(folder, resources);
    kafka = server.kafka();
    client = new BatchClient(server.url(), server.key());
  }

  @AfterEach
  void stop() {
    resources.close();
  }

  @Test
  void whenEverItIsCancelledAJobEndsOnceWithExactFilesAndFreesItsSlot() throws Exception {
    var ended = new ArrayList<Job>();
    for (var first = 0; first < JOBS; first += ACTIVE) {
      var doomed = new ArrayList<Doomed>();
      for (var number = first; number < first + ACTIVE; number++) {
        doomed.add(submit(number, 1 + random.nextInt(2_000)));
      }
      for (var job : doomed) {
        cancelAtAnyMoment(job);
      }
      for (var job : doomed) {
        ended.add(assertEndedExactly(job));
      }
    }

    assertThat(ended).extracting(Job::status).containsOnly("cancelled", "completed");
    assertThat(ended).filteredOn(job -> job.status().equals("cancelled")).hasSizeGreaterThan(20);
    assertThat(ended).filteredOn(job -> job.results() == 0).isNotEmpty();
    assertThat(ended)
        .filteredOn(job -> job.results() > 0 && job.processed() < job.requested())
        .isNotEmpty();
    assertEachEndedOnce(ended);
    assertThat(WholeTopic.read(Map.copyOf(kafka), Topic.DEAD_LETTERS)).isEmpty();
    for (var number = JOBS; number < JOBS + ACTIVE; number++) {
      submit(number, 10);
    }
    assertThatThrownBy(() -> submit(JOBS + ACTIVE, 10))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.isTooManyActive()).isTrue());
  }

  /** After a random number of look-ups, while the others wait, go on, or have just been let go. */
  private void cancelAtAnyMoment(Doomed job) throws Exception {
    var moment = random.nextInt(job.chunks() + 1);
    MeasuredOutDirectory.allow(job.number, moment);
    await().atMost(PATIENCE).until(() -> MeasuredOutDirectory.answered(job.number) == moment);
    switch (random.nextInt(3)) {
      case 0 -> client.cancel(job.id);
      case 1 -> {
        client.cancel(job.id);
        MeasuredOutDirectory.allow(job.number, job.chunks());
      }
      default -> {
        var rest =
            CompletableFuture.runAsync(() -> MeasuredOutDirectory.allow(job.number, job.chunks()));
        client.cancel(job.id);
        rest.join();
      }
    }
    // Once more, whatever has become of it.
    client.cancel(job.id);
  }

  private Job assertEndedExactly(Doomed doomed) throws Exception {
    var job = await().atMost(PATIENCE).until(() -> client.job(doomed.id), Job::hasEnded);
    // What still waits is of no use to anybody, and must not disturb the end.
    MeasuredOutDirectory.allow(doomed.number, doomed.chunks());
    var isCompleted = job.isCompleted();
    var results = lines(job, isCompleted ? "download_url" : "partial_download_url");
    var unresolved = lines(job, "unresolved_url");
    var processed = new TreeSet<Integer>();
    var expected = new ArrayList<String>();
    for (var line : results) {
      var person = JSON.readTree(line).get("internal_id").intValue();
      processed.add(person);
      expected.add(MeasuredOutDirectory.line(doomed.number, person));
    }
    assertThat(results).isEqualTo(expected).hasSize(job.results());
    assertThat(results)
        .extracting(line -> JSON.readTree(line).get("internal_id").intValue())
        .isSorted();
    for (var line : unresolved) {
      var json = JSON.readTree(line);
      var person = json.get("position").intValue();
      assertThat(MeasuredOutDirectory.isKnown(person)).isFalse();
      assertThat(json.get("original_identifier").textValue())
          .isEqualTo(MeasuredOutDirectory.email(doomed.number, person));
      assertThat(json.get("reason").textValue()).isEqualTo("not_found");
      processed.add(person);
    }
    assertThat(unresolved).hasSize(job.json().get("unresolved_count").intValue());
    assertThat(processed).hasSize(job.processed()).hasSize(results.size() + unresolved.size());
    assertThat(processed).isEqualTo(wholeChunks(processed, doomed.people));
    assertThat(processed.size() == doomed.people || !isCompleted).isTrue();
    return job;
  }

  /** All positions of the chunks that {@code positions} touch. */
  private static Set<Integer> wholeChunks(Set<Integer> positions, int people) {
    var whole = new TreeSet<Integer>();
    for (var position : positions) {
      var first = position / CHUNK * CHUNK;
      IntStream.range(first, Math.min(people, first + CHUNK)).forEach(whole::add);
    }
    return whole;
  }

  /** No job is said to have ended twice, and none is reported on after its end. */
  private void assertEachEndedOnce(List<Job> ended) {
    var statuses =
        WholeTopic.read(Map.copyOf(kafka), Topic.STATUS).stream()
            .map(record -> Json.read(record.value(), JobStatus.class))
            .toList();
    for (var job : ended) {
      var own = statuses.stream().filter(each -> each.batch().batchId().equals(job.id())).toList();
      assertThat(own).filteredOn(each -> each.status().isTerminal()).hasSize(1);
      assertThat(own.get(own.size() - 1).status().isTerminal()).isTrue();
    }
  }

  private Doomed submit(int number, int people) throws InterruptedException {
    var emails =
        IntStream.range(0, people)
            .mapToObj(person -> MeasuredOutDirectory.email(number, person))
            .toList();
    var id =
        client.submit(
            Entity.PERSON, IdentifierType.BUSINESS_EMAILS, emails, UUID.randomUUID().toString());
    return new Doomed(number, people, id);
  }

  private List<String> lines(Job job, String link) throws IOException, InterruptedException {
    if (job.text(link).isEmpty()) {
      assertThat(link).isEqualTo("unresolved_url");
      return List.of();
    }
    var file = Files.createTempDirectory(folder, "download").resolve("file.gz");
    client.download(URI.create(job.text(link)), file);
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
