package dev.batchenrich.benchmark.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A plain consumer with a pool of threads: what a poll brings of a partition is one task, the
 * partition is paused meanwhile, and its offset is committed when the task is done.
 */
final class ThreadPoolConsumer implements AutoCloseable {

  static final String WHEN_KILLED =
      "chunks of unfinished batches that were committed are lost, and with them their batches;"
          + " chunks that were not are done again; partial files stay under temporary names";

  private static final Duration POLL = Duration.ofMillis(10);

  private final Submissions submissions;
  private final KafkaConsumer<String, byte[]> consumer;
  private final ExecutorService workers;
  private final Map<TopicPartition, Future<Long>> underWay = new HashMap<>();
  private final Thread poller = new Thread(this::run, "poller");
  private volatile boolean isStopped;

  ThreadPoolConsumer(Submissions submissions) {
    this.submissions = submissions;
    consumer = new KafkaConsumer<>(submissions.consumerProperties());
    workers = Executors.newFixedThreadPool(submissions.cores());
    poller.start();
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(submissions.topic()));
      while (!isStopped) {
        var polled = consumer.poll(POLL);
        for (var partition : polled.partitions()) {
          consumer.pause(List.of(partition));
          underWay.put(partition, workers.submit(() -> handle(polled.records(partition))));
        }
        commitWhatIsDone();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the next offset. */
  private long handle(List<ConsumerRecord<String, byte[]>> records) {
    records.forEach(each -> submissions.handler().accept(each.value()));
    return records.get(records.size() - 1).offset() + 1;
  }

  private void commitWhatIsDone() throws InterruptedException, ExecutionException {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var task : underWay.entrySet()) {
      if (task.getValue().isDone()) {
        offsets.put(task.getKey(), new OffsetAndMetadata(task.getValue().get()));
      }
    }
    if (!offsets.isEmpty()) {
      underWay.keySet().removeAll(offsets.keySet());
      consumer.commitAsync(offsets, null);
      consumer.resume(offsets.keySet());
    }
  }

  @Override
  public void close() throws InterruptedException {
    isStopped = true;
    poller.join();
    workers.shutdownNow();
  }
}
