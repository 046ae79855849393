package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.kafka.Topics;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All jobs, as far as this gateway has read the log. It lags a little; who has to see what was
 * written elsewhere brings it up to the end of the log first.
 */
public final class View implements AutoCloseable {

  private final Topics topics;
  private final ViewDatabase database;
  private final AppliedOffsets applied = new AppliedOffsets();
  private final Watches watches = new Watches();
  private final LogEnds logEnds;
  private final ViewConsumer consumer;
  private final Thread thread;

  /** Begins to read. The rows and {@code admissions} are changed by nobody else. */
  public View(
      KafkaClients clients,
      Topics topics,
      ViewDatabase database,
      Admissions admissions,
      Clock clock) {
    this.topics = topics;
    this.database = database;
    logEnds = new LogEnds(clients);
    try {
      consumer = new ViewConsumer(clients, topics, database, admissions, applied, watches, clock);
    } catch (RuntimeException e) {
      logEnds.close();
      throw e;
    }
    thread = new Thread(consumer, "gateway-view");
    thread.setDaemon(true);
    thread.start();
  }

  /** True once everything is read that was there when reading began. */
  public boolean isCaughtUp() {
    return consumer.isCaughtUp();
  }

  /** Waits for the record at {@code offset}; false if that takes longer than a call to Kafka. */
  public boolean awaitApplied(TopicPartition partition, long offset) {
    return applied.await(Map.of(partition, offset + 1), KafkaClients.CALL_TIMEOUT);
  }

  /** Reads all that is written about an account's jobs; false if Kafka cannot be reached. */
  public boolean catchUp(String accountId) {
    return catchUp(List.of(topics.jobsOf(accountId), topics.statusOf(accountId)));
  }

  /** Reads all that is written about a batch and its webhook; false if Kafka cannot be reached. */
  public boolean catchUp(Batch batch) {
    return catchUp(
        List.of(
            topics.jobsOf(batch.accountId()),
            topics.statusOf(batch.accountId()),
            topics.deliveriesOf(batch.batchId())));
  }

  /** Reads all that is written about all jobs; false if Kafka cannot be reached. */
  public boolean catchUp() {
    return catchUp(topics.partitions());
  }

  private boolean catchUp(Collection<TopicPartition> partitions) {
    var ends = logEnds.of(partitions);
    return ends != null && applied.await(ends, KafkaClients.CALL_TIMEOUT);
  }

  /** How many offsets there are between the view and the ends of the logs, as last heard of. */
  public long lag() {
    return applied.behind(logEnds.lastKnown());
  }

  /**
   * Completes when a batch gets further than it is now, in the thread that reads the log. Whoever
   * does not wait for that any more completes it.
   */
  public CompletableFuture<Void> nextChange(String batchId) {
    return watches.next(batchId);
  }

  /** A published job; null if there is none in the view. */
  public @Nullable KnownJob find(String batchId) {
    return database.read(reader -> JobQueries.find(reader, batchId)).orElse(null);
  }

  /**
   * Jobs of an account, newest first.
   *
   * @param status only those; null for all
   * @param after the job that the page before ended with; null for the first page
   * @param limit the most jobs to return
   */
  public List<KnownJob> list(
      String accountId, @Nullable BatchStatus status, @Nullable JobStatus after, int limit) {
    return database.read(reader -> JobQueries.list(reader, accountId, status, after, limit));
  }

  /** The latest attempts to send the webhook of a batch, {@code limit} at most, oldest first. */
  public List<WebhookAttempt> attempts(String batchId, int limit) {
    return database.read(reader -> JobQueries.attempts(reader, batchId, limit));
  }

  @Override
  public void close() {
    consumer.stop();
    try {
      thread.join(KafkaClients.CALL_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    logEnds.close();
  }
}
