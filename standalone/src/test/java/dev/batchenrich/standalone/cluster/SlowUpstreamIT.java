package dev.batchenrich.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.directory.upstream.UpstreamServer;
import dev.batchenrich.pipeline.Batches;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichJob;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches end with checkpoints, so a directory that everything waits for must not hold them up. */
@Timeout(120)
class SlowUpstreamIT {

  private static final EmbeddedJob JOB = new EmbeddedJob(EnrichJob.NAME, new JobID(3, 4), 2);
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int CALLS_AT_A_TIME = 4;
  private static final int BATCHES = 10;
  private static final int BATCH_SIZE = 10_000;
  private static final int CHUNK_SIZE = 100;
  private static final String PERSON = "{\"crustdata_person_id\":1}";

  @TempDir Path folder;

  @Test
  void checkpointsCompleteWhileChunksWaitForASlowUpstream() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"));
        var upstream = new UpstreamServer(folder, List.of(PERSON), SlowUpstreamIT::takesItsTime);
        var cluster = EmbeddedCluster.start(clusterConfig())) {
      Topics.createMissing(broker.bootstrapServers());
      submit(broker.bootstrapServers());
      var config = enrichConfig(broker.bootstrapServers(), upstream.url());
      cluster.run(JOB, environment -> EnrichJob.define(environment, config));
      // By then everything that can hold chunks does.
      await().atMost(Duration.ofMinutes(1)).until(() -> upstream.calls.get() > 300);

      var checkpoints = new Checkpoints(clusterConfig().checkpoints(), JOB.id());
      for (var i = 0; i < 6; i++) {
        var last = checkpoints.newest();
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> !checkpoints.newest().equals(last));
      }
    }
  }

  private static boolean takesItsTime(HttpExchange exchange, int call) {
    LockSupport.parkNanos(LATENCY.toNanos());
    return false;
  }

  private ClusterConfig clusterConfig() {
    return new ClusterConfig(
        folder.resolve("checkpoints"), folder.resolve("tmp"), JOB.parallelism());
  }

  private EnrichConfig enrichConfig(String bootstrapServers, String upstream) throws IOException {
    return EnrichConfig.of(
        EnrichOptions.TABLE.read(
            "--kafka.bootstrap.servers",
            bootstrapServers,
            "--directory",
            upstream,
            "--directory-key-file",
            Files.writeString(folder.resolve("key"), UpstreamServer.KEY).toString(),
            "--directory-concurrency",
            Integer.toString(CALLS_AT_A_TIME),
            "--results",
            folder.resolve("results").toUri().toString(),
            "--checkpoint-interval",
            "200 ms"));
  }

  private static void submit(String bootstrapServers) {
    var serializer = new ByteArraySerializer();
    var identifiers =
        IntStream.range(0, BATCH_SIZE)
            .mapToObj(i -> "somebody.%d@example.com".formatted(i))
            .toList();
    try (var producer =
        new KafkaProducer<>(
            // A topic that was just made may refuse a first message and take the ones behind it.
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", 1),
            serializer,
            serializer)) {
      for (var i = 0; i < BATCHES; i++) {
        var batch = Batches.people(BATCH_SIZE, CHUNK_SIZE);
        var key = batch.batchId().getBytes(UTF_8);
        for (var chunk : Batches.chunks(batch, CHUNK_SIZE, identifiers)) {
          var unused =
              producer.send(
                  new ProducerRecord<>(Topic.SUBMISSIONS.topicName(), key, Json.write(chunk)));
        }
      }
    }
  }
}
