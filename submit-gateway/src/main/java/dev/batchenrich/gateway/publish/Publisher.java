package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.publish.Publication.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes submissions, each whole or not at all, from a small pool of transactional producers.
 */
public final class Publisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** A transaction is mostly waiting, and one gateway carries the load of those being restarted. */
  private static final int PRODUCERS = 8;

  private final BlockingQueue<TransactionalProducer> idle = new ArrayBlockingQueue<>(PRODUCERS);

  /**
   * Opens the pool, which ends transactions that an earlier gateway of the same id left open.
   *
   * @param instanceId unlike that of every other running gateway
   * @throws KafkaException if Kafka cannot be reached
   */
  public Publisher(KafkaClients clients, String instanceId) {
    try {
      for (var i = 0; i < PRODUCERS; i++) {
        var producer = new TransactionalProducer(clients, instanceId + "-" + i);
        idle.add(producer);
        producer.opened();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Publishes {@code chunks} and, last, {@code confirmation}. A transaction that fails is tried
   * once more: Kafka forgets transactional ids that were idle for long, and then their producers
   * fail.
   *
   * @param mayPublish asked before anything is written and again before it is committed
   * @param mayRepeat asked when a transaction has failed and is over
   */
  public Publication publish(
      List<Chunk> chunks,
      JobEntry confirmation,
      TopicPartition jobs,
      BooleanSupplier mayPublish,
      BooleanSupplier mayRepeat) {
    var producer = borrow();
    if (producer == null) {
      LOG.warn("all producers are busy: batch_id={}", confirmation.batch().batchId());
      return Publication.failed(Outcome.NOT_BEGUN);
    }
    try {
      var publication = publish(producer, chunks, confirmation, jobs, mayPublish);
      return publication.outcome() == Outcome.SETTLED && mayRepeat.getAsBoolean()
          ? publish(producer, chunks, confirmation, jobs, mayPublish)
          : publication;
    } finally {
      idle.add(producer);
    }
  }

  private static Publication publish(
      TransactionalProducer producer,
      List<Chunk> chunks,
      JobEntry confirmation,
      TopicPartition jobs,
      BooleanSupplier mayPublish) {
    Producer<String, byte[]> transaction;
    try {
      transaction = producer.opened();
    } catch (KafkaException e) {
      LOG.warn("no transactional producer: id={} reason={}", producer.id(), e.toString());
      return Publication.failed(Outcome.NOT_BEGUN);
    }
    if (!mayPublish.getAsBoolean()) {
      return Publication.failed(Outcome.NOT_BEGUN);
    }
    var offset = publish(transaction, chunks, confirmation, jobs, mayPublish);
    if (offset != null) {
      return new Publication(Outcome.COMMITTED, offset);
    }
    return Publication.failed(producer.settle() ? Outcome.SETTLED : Outcome.UNSETTLED);
  }

  /** Returns the offset of the confirmation, or null if it is not known what became of it. */
  private static @Nullable Long publish(
      Producer<String, byte[]> transaction,
      List<Chunk> chunks,
      JobEntry confirmation,
      TopicPartition jobs,
      BooleanSupplier mayPublish) {
    var batchId = confirmation.batch().batchId();
    try {
      transaction.beginTransaction();
      var delivered = new ArrayList<Future<RecordMetadata>>();
      for (var chunk : chunks) {
        delivered.add(
            transaction.send(
                new ProducerRecord<>(Topic.SUBMISSIONS.topicName(), batchId, Json.write(chunk))));
      }
      // Readers of the job log wait for this transaction from its first record there to its end,
      // so that record is sent when all the others have arrived.
      transaction.flush();
      for (var chunk : delivered) {
        chunk.get();
      }
      var sent =
          transaction.send(
              new ProducerRecord<>(
                  jobs.topic(), jobs.partition(), confirmation.key(), Json.write(confirmation)));
      if (mayPublish.getAsBoolean()) {
        transaction.commitTransaction();
        return sent.get().offset();
      }
      LOG.warn("too late to commit: batch_id={}", batchId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn("transaction failed: batch_id={} reason={}", batchId, e.toString());
    }
    return null;
  }

  private @Nullable TransactionalProducer borrow() {
    try {
      return idle.poll(KafkaClients.CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** To be called when nothing is being published any more. */
  @Override
  public void close() {
    idle.forEach(TransactionalProducer::close);
  }
}
