package dev.batchenrich.gateway.publish;

import dev.batchenrich.gateway.publish.Publication.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of one producer, each of all submissions that go together, or none of them. */
record SharedTransactions(TransactionalProducer producer) {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTransactions.class);

  /** Completes each of {@code together} with how it went. */
  void publish(List<Publishing> together) {
    publish(together, true);
  }

  private void publish(List<Publishing> together, boolean isRepeatable) {
    Producer<String, byte[]> transaction;
    try {
      transaction = producer.opened();
    } catch (KafkaException e) {
      LOG.warn("no transactional producer: id={} reason={}", producer.id(), e.toString());
      together.forEach(each -> each.fail(Outcome.NOT_BEGUN));
      return;
    }
    var permitted = together.stream().filter(each -> each.mayPublish().getAsBoolean()).toList();
    together.stream()
        .filter(each -> !permitted.contains(each))
        .forEach(each -> each.fail(Outcome.NOT_BEGUN));
    if (permitted.isEmpty()) {
      return;
    }
    var offsets = commit(transaction, permitted);
    if (offsets != null) {
      for (var i = 0; i < offsets.size(); i++) {
        permitted.get(i).end().complete(new Publication(Outcome.COMMITTED, offsets.get(i)));
      }
    } else if (!producer.settle()) {
      permitted.forEach(each -> each.fail(Outcome.UNSETTLED));
    } else if (isRepeatable) {
      permitted.forEach(this::repeat);
    } else {
      permitted.forEach(each -> each.fail(Outcome.SETTLED));
    }
  }

  private void repeat(Publishing failed) {
    try {
      if (failed.mayRepeat().getAsBoolean()) {
        publish(List.of(failed), false);
      } else {
        failed.fail(Outcome.SETTLED);
      }
    } catch (RuntimeException e) {
      failed.end().completeExceptionally(e);
    }
  }

  /** Returns the offsets of the confirmations, or null if it is not known what became of them. */
  private static @Nullable List<Long> commit(
      Producer<String, byte[]> transaction, List<Publishing> permitted) {
    try {
      transaction.beginTransaction();
      var chunks =
          permitted.stream()
              .flatMap(each -> each.chunks().stream())
              .map(transaction::send)
              .toList();
      // Readers of the job log wait for this transaction from its first record there to its end,
      // so those records are sent when all the others have arrived.
      transaction.flush();
      offsets(chunks);
      var confirmations =
          permitted.stream().map(Publishing::confirmation).map(transaction::send).toList();
      if (permitted.stream().allMatch(each -> each.mayPublish().getAsBoolean())) {
        transaction.commitTransaction();
        return offsets(confirmations);
      }
      LOG.warn("too late to commit: batch_id={}", Publishing.batchIds(permitted));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn(
          "transaction failed: batch_id={} reason={}",
          Publishing.batchIds(permitted),
          e.toString());
    }
    return null;
  }

  private static List<Long> offsets(List<Future<RecordMetadata>> sent)
      throws ExecutionException, InterruptedException {
    var offsets = new ArrayList<Long>();
    for (var each : sent) {
      offsets.add(each.get().offset());
    }
    return offsets;
  }
}
