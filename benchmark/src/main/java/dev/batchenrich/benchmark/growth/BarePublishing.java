package dev.batchenrich.benchmark.growth;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.kafka.KafkaClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The chunks of one submission, published over and over, each time in a transaction, by a producer
 * that is set up as a gateway's are.
 */
final class BarePublishing implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final List<byte[]> chunks;

  BarePublishing(String bootstrapServers, List<String> emails) {
    var submission =
        new Submission(
            Entity.PERSON,
            IdentifierType.BUSINESS_EMAILS,
            emails,
            List.of(),
            null,
            Submission.DEFAULT_CHUNK_SIZE);
    var batch = submission.batch(UUID.randomUUID().toString(), "account-0", Instant.now());
    chunks = submission.chunks(batch).stream().map(Json::write).toList();
    producer =
        new KafkaClients(Map.of("bootstrap.servers", bootstrapServers))
            .transactionalProducer("bare");
    producer.initTransactions();
  }

  /** How long each of {@code count} transactions takes, one at a time. */
  List<Double> milliseconds(int count) {
    var times = new ArrayList<Double>();
    for (var i = 0; i < count; i++) {
      var key = UUID.randomUUID().toString();
      var began = System.nanoTime();
      producer.beginTransaction();
      for (var chunk : chunks) {
        // Without it there is no commit.
        var unused = producer.send(new ProducerRecord<>(Topic.SUBMISSIONS.topicName(), key, chunk));
      }
      producer.commitTransaction();
      times.add((System.nanoTime() - began) / 1e6);
    }
    return times;
  }

  @Override
  public void close() {
    producer.close();
  }
}
