package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.kafka.WholeTopic;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Cancellation;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.contract.topic.TopicCreation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What a test puts on the topics and finds on them and in the results folder, on a real broker. */
final class Outside implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Object> client;
  private final Path results;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Future<?>> sent = new ConcurrentLinkedQueue<>();

  /** Creates the topics, with four partitions each. */
  Outside(String bootstrapServers, Path results) throws Exception {
    this(bootstrapServers, results, 4);
  }

  Outside(String bootstrapServers, Path results, int partitions) throws Exception {
    this(Map.of("bootstrap.servers", bootstrapServers), results, partitions);
  }

  /**
   * @param client properties of its clients
   */
  Outside(Map<String, Object> client, Path results, int partitions) throws Exception {
    this.client = client;
    this.results = results;
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    try (var admin = Admin.create(client)) {
      TopicCreation.createMissing(
          admin,
          Arrays.stream(Topic.values()).map(topic -> topic.create(partitions, (short) 1)).toList());
    }
  }

  void submit(Collection<Chunk> chunks) {
    for (var chunk : chunks) {
      send(Topic.SUBMISSIONS, chunk.batch().batchId().getBytes(UTF_8), Json.write(chunk));
    }
    producer.flush();
  }

  void cancel(Batch batch) {
    var cancellation = new Cancellation(batch, Instant.now());
    send(Topic.CANCELLATIONS, batch.batchId().getBytes(UTF_8), Json.write(cancellation));
  }

  void announce(JobStatus status) {
    send(Topic.STATUS, status.batch().batchId().getBytes(UTF_8), Json.write(status));
  }

  void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {
    sent.add(producer.send(new ProducerRecord<>(topic.topicName(), key, value)));
  }

  /** The statuses of {@code batch} so far, in the order in which they were written. */
  List<JobStatus> history(Batch batch) {
    return read(Topic.STATUS).stream()
        .map(record -> Json.read(record.value(), JobStatus.class))
        .filter(status -> status.batch().batchId().equals(batch.batchId()))
        .toList();
  }

  /** How many identifiers of each batch were processed, as was reported last. */
  List<Integer> processed(List<Batch> batches) {
    var last =
        read(Topic.STATUS).stream()
            .map(record -> Json.read(record.value(), JobStatus.class))
            .collect(
                Collectors.toMap(
                    status -> status.batch().batchId(),
                    JobStatus::processedCount,
                    (former, latter) -> latter));
    return batches.stream().map(batch -> last.getOrDefault(batch.batchId(), 0)).toList();
  }

  /** Waits until exactly so many identifiers of each batch are processed. */
  void awaitProcessed(List<Batch> batches, int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> processed(batches).stream().allMatch(each -> each == count));
  }

  /** What came of the webhook of {@code batch} so far, in the order in which it was written. */
  List<WebhookAttempt> attempts(Batch batch) {
    return read(Topic.WEBHOOK_DELIVERIES).stream()
        .map(record -> Json.read(record.value(), WebhookAttempt.class))
        .filter(attempt -> attempt.batchId().equals(batch.batchId()))
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    return WholeTopic.read(client, topic);
  }

  /** The end of {@code batch}, awaited: the first one, as a reader of the topic would have it. */
  JobStatus end(Batch batch) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> history(batch).stream().filter(s -> s.status().isTerminal()).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** The lines of a results file. */
  List<String> lines(JobStatus status) throws IOException {
    return lines(requireNonNull(status.results()));
  }

  /** The lines about the positions that gave no record. */
  List<String> unresolvedLines(JobStatus status) throws IOException {
    return lines(requireNonNull(status.unresolved()));
  }

  private List<String> lines(ResultsFile of) throws IOException {
    var file = results.resolve(of.path());
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList();
    }
  }

  /** What lies in a batch's folder, and below, for all to see. */
  List<Path> visibleFiles(String batchId) throws IOException {
    try (var files = Files.walk(results.resolve(batchId))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }

  /** Fails if something could not be sent. */
  @Override
  public void close() throws Exception {
    producer.close();
    for (var each : sent) {
      each.get();
    }
  }
}
