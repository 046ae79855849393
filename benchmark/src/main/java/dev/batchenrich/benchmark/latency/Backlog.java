package dev.batchenrich.benchmark.latency;

import dev.batchenrich.benchmark.load.BulkProducer;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.intake.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Batches that wait on Kafka, each of as many chunks as 10,000 identifiers make by default, but the
 * chunks as small as callers may ask for.
 *
 * @param submittedAt of all of them
 */
record Backlog(int batches, Instant submittedAt) {

  static final int CHUNK = Submission.MIN_CHUNK_SIZE;

  private static final int CHUNKS_OF_A_BATCH = 100;

  /** As many batches as it takes for {@code chunks} chunks. */
  static Backlog ofChunks(int chunks, Instant submittedAt) {
    return new Backlog((chunks + CHUNKS_OF_A_BATCH - 1) / CHUNKS_OF_A_BATCH, submittedAt);
  }

  int chunks() {
    return batches * CHUNKS_OF_A_BATCH;
  }

  /** Of the batch at {@code index}, from 0. */
  List<Chunk> chunksOf(int index) {
    var emails =
        IntStream.range(0, CHUNKS_OF_A_BATCH * CHUNK)
            .mapToObj(each -> "p%d@batch%d.example.com".formatted(each, index))
            .toList();
    var submission =
        new Submission(
            Entity.PERSON, IdentifierType.BUSINESS_EMAILS, emails, List.of(), null, CHUNK);
    var batchId = new UUID(0x6261_7463_6800_4000L, 0x8000_0000_0000_0000L | index).toString();
    return submission.chunks(submission.batch(batchId, "account", submittedAt));
  }

  /** Returns once all of it is there. */
  void publish(String bootstrapServers) throws ExecutionException, InterruptedException {
    try (var producer = new BulkProducer(bootstrapServers)) {
      var sent = new ArrayList<Future<?>>(chunks());
      for (var i = 0; i < batches; i++) {
        for (var chunk : chunksOf(i)) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      Topic.SUBMISSIONS.topicName(), chunk.batch().batchId(), Json.write(chunk))));
        }
      }
      for (var each : sent) {
        each.get();
      }
    }
  }
}
