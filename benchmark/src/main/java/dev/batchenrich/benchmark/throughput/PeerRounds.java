package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.peer.Peer;
import dev.batchenrich.benchmark.peer.Submissions;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import java.nio.file.Path;

/** A peer with a broker in its process, as ours has, and a gateway's publisher. */
final class PeerRounds implements Rounds {

  private final BatchFiles files;
  private final EmbeddedBroker broker;
  private final Publishing publishing;
  private final AutoCloseable reading;

  /** Starts everything, with what need not be kept in {@code data}. */
  PeerRounds(Peer peer, Records records, Fields fields, BatchFiles files, Path data) {
    this.files = files;
    broker = EmbeddedBroker.start(data.resolve("kafka"));
    Topics.createMissing(broker.bootstrapServers());
    publishing = new Publishing(broker.bootstrapServers(), records, fields);
    reading =
        peer.start(
            new Submissions(
                broker.bootstrapServers(),
                Topic.SUBMISSIONS.topicName(),
                publishing.partitions(Topic.SUBMISSIONS),
                Runtime.getRuntime().availableProcessors(),
                data.resolve("temporary"),
                files::add));
  }

  @Override
  public double run(int jobs) throws Exception {
    files.expect(jobs);
    var publications = publishing.prepare(jobs);
    var began = System.nanoTime();
    publishing.publish(publications);
    files.await();
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws Exception {
    reading.close();
    publishing.close();
    broker.close();
  }
}
