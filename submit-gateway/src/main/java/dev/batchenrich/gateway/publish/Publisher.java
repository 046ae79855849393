package dev.batchenrich.gateway.publish;

import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.publish.Publication.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes submissions, each whole or not at all, with a few transactional producers. Submissions
 * that come while all of these are busy go together in the next transaction.
 */
public final class Publisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** One can work while another waits for Kafka; with more, fewer would go together. */
  private static final int PRODUCERS = 2;

  /** A transaction that holds so much takes no further submission. */
  private static final int FULL_BYTES = 1024 * 1024;

  private static final long CALL_MILLIS = KafkaClients.CALL_TIMEOUT.toMillis();

  private final BlockingQueue<Publishing> waiting = new LinkedBlockingQueue<>();
  private final List<TransactionalProducer> producers = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(PRODUCERS, Publisher::daemon);

  /**
   * Opens the producers, which ends transactions that an earlier gateway of the same id left open.
   *
   * @param instanceId unlike that of every other running gateway
   * @throws KafkaException if Kafka cannot be reached
   */
  public Publisher(KafkaClients clients, String instanceId) {
    try {
      for (var i = 0; i < PRODUCERS; i++) {
        var producer = new TransactionalProducer(clients, instanceId + "-" + i);
        producers.add(producer);
        producer.opened();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    producers.forEach(producer -> threads.execute(() -> serve(producer)));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "gateway-publish");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Publishes {@code chunks} and, last, {@code confirmation}. If the transaction fails they are
   * published once more, in one of their own: Kafka forgets transactional ids that were idle for
   * long, and then their producers fail; or it was for another submission that it failed.
   *
   * @param mayPublish asked before anything is written and again before it is committed, in another
   *     thread
   * @param mayRepeat asked when a transaction has failed and is over, in another thread; what it
   *     throws is thrown
   */
  public Publication publish(
      List<Chunk> chunks,
      JobEntry confirmation,
      TopicPartition jobs,
      BooleanSupplier mayPublish,
      BooleanSupplier mayRepeat) {
    var publishing = Publishing.of(chunks, confirmation, jobs, mayPublish, mayRepeat);
    waiting.add(publishing);
    try {
      return await(publishing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Publication.failed(waiting.remove(publishing) ? Outcome.NOT_BEGUN : Outcome.UNSETTLED);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e);
    }
  }

  private Publication await(Publishing publishing) throws ExecutionException, InterruptedException {
    try {
      return publishing.end().get(CALL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (waiting.remove(publishing)) {
        LOG.warn("all producers are busy: batch_id={}", publishing.batchId());
        return Publication.failed(Outcome.NOT_BEGUN);
      }
      return publishing.end().get();
    }
  }

  private void serve(TransactionalProducer producer) {
    while (!threads.isShutdown()) {
      var together = List.<Publishing>of();
      try {
        together = next();
        new SharedTransactions(producer).publish(together);
      } catch (InterruptedException e) {
        LOG.debug("publisher stops");
      } catch (RuntimeException e) {
        LOG.error("publishing failed: batch_id={}", Publishing.batchIds(together), e);
      } finally {
        together.forEach(each -> each.fail(Outcome.UNSETTLED));
      }
    }
  }

  /** All that wait, or as many as fill a transaction; waits until there is one. */
  private List<Publishing> next() throws InterruptedException {
    var together = new ArrayList<Publishing>();
    var bytes = 0L;
    for (var next = waiting.take();
        next != null;
        next = bytes < FULL_BYTES ? waiting.poll() : null) {
      together.add(next);
      bytes += next.bytes();
    }
    return together;
  }

  /** To be called when nothing is being published any more. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CALL_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("transactions are left to Kafka to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producers.forEach(TransactionalProducer::close);
  }
}
