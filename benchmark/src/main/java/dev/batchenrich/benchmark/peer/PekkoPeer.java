package dev.batchenrich.benchmark.peer;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.kafka.CommitterSettings;
import org.apache.pekko.kafka.ConsumerMessage.CommittableMessage;
import org.apache.pekko.kafka.ConsumerMessage.CommittableOffset;
import org.apache.pekko.kafka.ConsumerSettings;
import org.apache.pekko.kafka.Subscriptions;
import org.apache.pekko.kafka.javadsl.Committer;
import org.apache.pekko.kafka.javadsl.Consumer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Pekko Connectors Kafka, at least once, with a stream for each partition, which commits in groups.
 */
final class PekkoPeer implements AutoCloseable {

  static final String WHEN_KILLED =
      "chunks of unfinished batches that were committed are lost, and with them their batches;"
          + " chunks of up to 10 s that were not are done again; partial files stay under temporary"
          + " names";

  private final Submissions submissions;
  private final ActorSystem system =
      ActorSystem.create(
          "peer",
          ConfigFactory.parseString("pekko.loglevel = ERROR").withFallback(ConfigFactory.load()));

  PekkoPeer(Submissions submissions) {
    this.submissions = submissions;
    var settings =
        ConsumerSettings.create(system, new StringDeserializer(), new ByteArrayDeserializer())
            .withBootstrapServers(submissions.bootstrapServers())
            .withGroupId(Submissions.GROUP)
            .withProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    var committer = CommitterSettings.create(system);
    Consumer.committablePartitionedSource(settings, Subscriptions.topics(submissions.topic()))
        .mapAsyncUnordered(
            submissions.partitions(),
            partition ->
                partition.second().map(this::handle).runWith(Committer.sink(committer), system))
        .toMat(Sink.ignore(), Keep.none())
        .run(system);
  }

  private CommittableOffset handle(CommittableMessage<String, byte[]> message) {
    submissions.handler().accept(message.record().value());
    return message.committableOffset();
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
