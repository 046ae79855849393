package dev.batchenrich.benchmark.peer;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;

/**
 * Kafka Streams, at least once, with a thread for each partition. There is no state store: one with
 * the segments of unfinished batches would keep them through a kill, and write every result to
 * Kafka once more.
 */
final class StreamsPeer implements AutoCloseable {

  static final String WHEN_KILLED =
      "chunks of unfinished batches that were committed are lost, and with them their batches;"
          + " chunks of up to 30 s that were not are done again; partial files stay under temporary"
          + " names";

  private final KafkaStreams streams;

  StreamsPeer(Submissions submissions) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Submissions.GROUP);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, submissions.bootstrapServers());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, submissions.partitions());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, submissions.temporary().toString());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    var builder = new StreamsBuilder();
    builder.stream(submissions.topic(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .foreach((batchId, chunk) -> submissions.handler().accept(chunk));
    streams = new KafkaStreams(builder.build(), properties);
    streams.start();
  }

  @Override
  public void close() {
    streams.close();
  }
}
