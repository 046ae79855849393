package dev.batchenrich.benchmark.peer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Confluent's Parallel Consumer, ordered by key: batches are worked on side by side, also those of
 * one partition, and the chunks of each in order. Its options are the default ones.
 */
final class ParallelConsumerPeer implements AutoCloseable {

  static final String WHEN_KILLED =
      "chunks of unfinished batches that were committed, out of order where need be, are lost, and"
          + " with them their batches; chunks that were not are done again; partial files stay"
          + " under temporary names";

  private final ParallelStreamProcessor<String, byte[]> processor;

  ParallelConsumerPeer(Submissions submissions) {
    var options =
        ParallelConsumerOptions.<String, byte[]>builder()
            .ordering(ProcessingOrder.KEY)
            .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
            .consumer(new KafkaConsumer<>(submissions.consumerProperties()))
            .build();
    processor = ParallelStreamProcessor.createEosStreamProcessor(options);
    processor.subscribe(List.of(submissions.topic()));
    processor.poll(polled -> submissions.handler().accept(polled.value()));
  }

  @Override
  public void close() {
    processor.closeDontDrainFirst();
  }
}
