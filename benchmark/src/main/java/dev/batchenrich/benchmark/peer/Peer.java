package dev.batchenrich.benchmark.peer;

/** What people would pick instead. */
public enum Peer {
  KAFKA_CLIENTS("kafka-clients", ThreadPoolConsumer.WHEN_KILLED, ThreadPoolConsumer::new),
  PARALLEL_CONSUMER(
      "parallel-consumer", ParallelConsumerPeer.WHEN_KILLED, ParallelConsumerPeer::new),
  KAFKA_STREAMS("Kafka Streams", StreamsPeer.WHEN_KILLED, StreamsPeer::new),
  PEKKO("Pekko Connectors", PekkoPeer.WHEN_KILLED, PekkoPeer::new);

  private final String title;
  private final String whenKilled;
  private final Start start;

  Peer(String title, String whenKilled, Start start) {
    this.title = title;
    this.whenKilled = whenKilled;
    this.start = start;
  }

  /** Begins to read. */
  private interface Start {
    AutoCloseable with(Submissions submissions);
  }

  public String title() {
    return title;
  }

  /** What becomes of the work under way when the process is killed. */
  public String whenKilled() {
    return whenKilled;
  }

  /** Reads what there is and what comes, in threads of its own, until it is closed. */
  public AutoCloseable start(Submissions submissions) {
    return start.with(submissions);
  }
}
