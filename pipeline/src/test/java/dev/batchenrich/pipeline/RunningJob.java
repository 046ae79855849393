package dev.batchenrich.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The job {@code enrich} on a mini cluster and a real broker, with what a test does to both. */
final class RunningJob implements AutoCloseable {

  private final String bootstrapServers;
  private final Path results;
  private final Duration latency;
  private final KafkaProducer<byte[], byte[]> producer;
  private JobClient job;

  RunningJob(String bootstrapServers, Path results, Duration latency) throws Exception {
    this.bootstrapServers = bootstrapServers;
    this.results = results;
    this.latency = latency;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              Arrays.stream(Topic.values()).map(topic -> topic.create(4, (short) 1)).toList())
          .all()
          .get();
    }
    job = start(2, new Configuration());
  }

  private JobClient start(int parallelism, Configuration recovery) throws Exception {
    var latency = this.latency;
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(recovery);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(200);
    environment.getConfig().enableObjectReuse();
    var kafka = new KafkaEnds(Map.of("bootstrap.servers", bootstrapServers));
    EnrichJob.define(
        environment.fromSource(
            kafka.submissions(), WatermarkStrategy.noWatermarks(), "submissions"),
        () -> new FakeDirectory(latency),
        new EnrichJob.Sinks(kafka.deadLetters(), kafka.statuses()),
        config());
    return environment.executeAsync(EnrichJob.NAME);
  }

  private EnrichConfig config() {
    return EnrichConfig.of(
        EnrichOptions.read(
            "--kafka.bootstrap.servers",
            bootstrapServers,
            "--directory",
            "fake:",
            "--results",
            results.toUri().toString(),
            "--look-up.deadline",
            "1 s",
            "--batch.deadline",
            "5 s",
            "--batch.progress-interval",
            "100 ms"));
  }

  /** Takes a savepoint as soon as all tasks run, and goes on from it with another parallelism. */
  void rescale(int parallelism, Path savepoints) throws Exception {
    var savepoint =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .until(
                () ->
                    job.stopWithSavepoint(
                            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(),
                path -> !path.isEmpty());
    var recovery = new Configuration();
    recovery.setString("execution.state-recovery.path", savepoint);
    job = start(parallelism, recovery);
  }

  void submit(Collection<Chunk> chunks) {
    for (var chunk : chunks) {
      send(chunk.batch().batchId().getBytes(UTF_8), Json.write(chunk));
    }
    producer.flush();
  }

  void send(byte @Nullable [] key, byte @Nullable [] value) {
    var unused = producer.send(new ProducerRecord<>(Topic.SUBMISSIONS.topicName(), key, value));
  }

  /** The furthest status of each batch so far, as a reader of the topic would have it. */
  Map<String, JobStatus> statuses() {
    var furthest = new HashMap<String, JobStatus>();
    for (var record : read(Topic.STATUS)) {
      var status = Json.read(record.value(), JobStatus.class);
      furthest.merge(
          status.batch().batchId(),
          status,
          (known, next) -> next.isFurtherThan(known) ? next : known);
    }
    return furthest;
  }

  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** The lines of a results file. */
  List<String> lines(JobStatus status) throws IOException {
    var file = results.resolve(requireNonNull(status.results()).path());
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList();
    }
  }

  /** What lies in a batch's folder for all to see. */
  List<Path> visibleFiles(String batchId) throws IOException {
    try (var files = Files.list(results.resolve(batchId))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Override
  public void close() throws Exception {
    job.cancel().get();
    producer.close();
  }
}
