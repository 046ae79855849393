package dev.batchenrich.gateway.view;

import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.kafka.Topics;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads the logs of jobs, statuses and webhook attempts into the view. */
final class ViewConsumer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewConsumer.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PRUNE_EVERY = Duration.ofHours(1);
  private static final Duration KEEP_JOBS = Duration.ofDays(30);
  private static final Duration KEEP_DEAD_RESERVATIONS = Duration.ofHours(1);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Topics topics;
  private final ViewDatabase database;
  private final Admissions admissions;
  private final AppliedOffsets applied;
  private final Watches watches;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Map<TopicPartition, Long> endAtStart = Map.of();
  private Instant prunedAt = Instant.EPOCH;
  private boolean isPositioned;
  private boolean isUseless;
  private volatile boolean caughtUp;

  ViewConsumer(
      KafkaClients clients,
      Topics topics,
      ViewDatabase database,
      Admissions admissions,
      AppliedOffsets applied,
      Watches watches,
      Clock clock) {
    this.consumer = clients.consumer();
    this.topics = topics;
    this.database = database;
    this.admissions = admissions;
    this.applied = applied;
    this.watches = watches;
    this.clock = clock;
  }

  /** True once everything is read that was there when reading began. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  void stop() {
    closing.countDown();
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.assign(topics.partitions());
      while (closing.getCount() > 0) {
        try {
          if (isUseless) {
            database.replace();
            isUseless = false;
          }
          if (!isPositioned) {
            resume();
            isPositioned = true;
          }
          readOn();
        } catch (WakeupException e) {
          LOG.debug("view stops");
        } catch (InvalidOffsetException e) {
          LOG.warn("view is built again: what comes after it is gone from the log");
          startOver();
        } catch (SQLException e) {
          LOG.error("view cannot be written, trying again: reason={}", e.getMessage());
          isPositioned = false;
          if (ViewDatabase.isDamage(e)) {
            startOver();
          }
          pause();
        } catch (RuntimeException e) {
          LOG.error("view cannot be read on, trying again", e);
          isPositioned = false;
          pause();
        }
      }
    } catch (KafkaException e) {
      LOG.debug("consumer of the view not closed", e);
    }
  }

  /** Goes to where the stored rows end. */
  private void resume() throws SQLException {
    var store = store();
    if (!store.comesFrom(topics.ids())) {
      LOG.warn("view is built again: its topics were deleted and created again");
      database.replace();
      store = store();
    }
    store.putTopicIds(topics.ids());
    var positions = new HashMap<>(consumer.beginningOffsets(topics.partitions()));
    positions.putAll(store.offsets());
    endAtStart = consumer.endOffsets(topics.partitions());
    store.restore(admissions);
    positions.forEach(consumer::seek);
    applied.set(positions);
  }

  private void readOn() throws SQLException {
    var records = consumer.poll(POLL);
    var positions = new HashMap<TopicPartition, Long>();
    topics.partitions().forEach(p -> positions.put(p, consumer.position(p)));
    if (!records.isEmpty()) {
      var written = write(records, positions);
      written.changes().forEach(change -> change.accept(admissions));
      watches.advanced(written.advanced());
    }
    applied.set(positions);
    if (!caughtUp && applied.haveReached(endAtStart)) {
      caughtUp = true;
      LOG.info("view has caught up: partitions={}", positions.size());
    }
    if (clock.instant().isAfter(prunedAt.plus(PRUNE_EVERY))) {
      prune();
    }
  }

  private LogRecords write(
      ConsumerRecords<String, byte[]> records, Map<TopicPartition, Long> positions)
      throws SQLException {
    var store = store();
    var logRecords = new LogRecords(store);
    inTransaction(
        () -> {
          for (var message : records) {
            logRecords.apply(message);
          }
          store.putOffsets(positions);
        });
    return logRecords;
  }

  private void prune() throws SQLException {
    var now = clock.instant();
    inTransaction(
        () ->
            store()
                .prune(
                    now.minus(KEEP_JOBS).toEpochMilli(),
                    now.minus(KEEP_DEAD_RESERVATIONS).toEpochMilli())
                .forEach(admissions::end));
    prunedAt = now;
  }

  private void startOver() {
    isUseless = true;
    isPositioned = false;
    caughtUp = false;
  }

  private void inTransaction(Work work) throws SQLException {
    var connection = database.writer().connection();
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private JobStore store() {
    return new JobStore(database.writer());
  }

  private void pause() {
    try {
      closing.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private interface Work {
    void run() throws SQLException;
  }
}
