package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.publish.Publication.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A submission on its way to Kafka.
 *
 * @param mayPublish asked before anything is written and again before it is committed
 * @param mayRepeat asked when a transaction has failed and is over
 * @param end completes with how it went
 */
record Publishing(
    String batchId,
    List<ProducerRecord<String, byte[]>> chunks,
    ProducerRecord<String, byte[]> confirmation,
    BooleanSupplier mayPublish,
    BooleanSupplier mayRepeat,
    CompletableFuture<Publication> end) {

  static Publishing of(
      List<Chunk> chunks,
      JobEntry confirmation,
      TopicPartition jobs,
      BooleanSupplier mayPublish,
      BooleanSupplier mayRepeat) {
    var batchId = confirmation.batch().batchId();
    var topic = Topic.SUBMISSIONS.topicName();
    return new Publishing(
        batchId,
        chunks.stream()
            .map(chunk -> new ProducerRecord<>(topic, batchId, Json.write(chunk)))
            .toList(),
        new ProducerRecord<>(
            jobs.topic(), jobs.partition(), confirmation.key(), Json.write(confirmation)),
        mayPublish,
        mayRepeat,
        new CompletableFuture<>());
  }

  /** The bytes of its chunks. */
  long bytes() {
    return chunks.stream().mapToLong(chunk -> chunk.value().length).sum();
  }

  /** Has no effect if it is known already how it went. */
  void fail(Outcome outcome) {
    end.complete(Publication.failed(outcome));
  }

  static String batchIds(List<Publishing> publishings) {
    return publishings.stream().map(Publishing::batchId).collect(Collectors.joining(","));
  }
}
