package dev.batchenrich.standalone;

import static dev.batchenrich.contract.Action.ENRICH;
import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.DOMAINS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.company.Companies;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.standalone.client.BatchClient;
import dev.batchenrich.standalone.client.Job;
import dev.batchenrich.standalone.demo.ResultsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class StandaloneIT {

  @TempDir Path folder;

  @Test
  void aBatchGoesFromSubmissionToDownloadAndIsStillThereAfterARestart() throws Exception {
    CompanyDirectory.make(folder.resolve("directory"));
    var domains = Companies.domains(2_000, new SplittableRandom(7));
    String id;
    try (var standalone = start()) {
      var client = client(standalone);
      id = client.submit(COMPANY, DOMAINS, domains, "first");

      assertHolds(client, completed(client, id), Companies.known(domains));
    }
    try (var standalone = start()) {
      var client = client(standalone);
      assertHolds(client, client.job(id), Companies.known(domains));

      var next = client.submit(COMPANY, DOMAINS, List.of("nobody.example"), "second");
      assertHolds(client, completed(client, next), List.of());
    }
  }

  @Test
  void aBatchPublishedStraightToKafkaIsAJobLikeAnyOtherAndGarbageBesideItStopsNothing()
      throws Exception {
    CompanyDirectory.make(folder.resolve("directory"));
    var domains = Companies.domains(30, new SplittableRandom(7));
    var id = UUID.randomUUID().toString();
    var submittedAt = Instant.parse("2026-01-02T03:04:05Z");
    var batch =
        new Batch(id, "demo", COMPANY, ENRICH, DOMAINS, 30, 2, List.of(), null, submittedAt);
    try (var standalone = start();
        var producer = producer(standalone)) {
      producer
          .send(submission(id, Json.write(new Chunk(batch, 0, 0, domains.subList(0, 20)))))
          .get();
      producer.send(submission("garbage", "{\"version\":1".getBytes(UTF_8))).get();
      producer
          .send(submission(id, Json.write(new Chunk(batch, 1, 20, domains.subList(20, 30)))))
          .get();

      var client = client(standalone);
      assertHolds(client, completed(client, id), Companies.known(domains));
      assertThat(deadLetters(standalone)).containsExactly("garbage");
    }
  }

  private static KafkaProducer<String, byte[]> producer(Standalone standalone) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", standalone.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<String, byte[]> submission(String key, byte[] value) {
    return new ProducerRecord<>(Topic.SUBMISSIONS.topicName(), key, value);
  }

  /** The keys of the dead letters, awaited. */
  private static List<String> deadLetters(Standalone standalone) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", standalone.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var keys = new ArrayList<String>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> keys.add(letter.key()));
                return !keys.isEmpty();
              });
      return keys;
    }
  }

  private Standalone start() throws Exception {
    return Standalone.start(Preparation.of(StandaloneConfig.in(folder)), new OpenResources());
  }

  private BatchClient client(Standalone standalone) throws IOException {
    return new BatchClient(standalone.url(), Files.readString(folder.resolve("api-key")).strip());
  }

  private static Job completed(BatchClient client, String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(CannotGoOn.class)
        .until(() -> client.job(id), job -> job.status().equals("completed"));
  }

  private void assertHolds(BatchClient client, Job job, List<String> expected) throws Exception {
    assertThat(job.status()).isEqualTo("completed");
    assertThat(job.results()).isEqualTo(expected.size());
    var file = folder.resolve("downloaded.jsonl.gz");
    client.download(URI.create(job.downloadUrl()), file);
    assertThat(ResultsFile.read(file).identifiers()).isEqualTo(expected);
  }
}
