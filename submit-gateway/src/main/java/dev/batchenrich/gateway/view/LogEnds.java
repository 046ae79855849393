package dev.batchenrich.gateway.view;

import dev.batchenrich.gateway.kafka.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how far its logs go. */
final class LogEnds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);

  private final Admin admin;
  private final Map<TopicPartition, Long> lastKnown = new ConcurrentHashMap<>();

  LogEnds(KafkaClients clients) {
    admin = clients.admin();
  }

  /**
   * The offsets behind the last records, whether committed or not; null if Kafka does not answer.
   * Who submits is answered once a commit is decided, which is before readers see it, by seconds if
   * a broker has just died. So what is undecided to a reader may be a batch that was accepted.
   */
  @Nullable Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
    var latest = partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      var found =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get(KafkaClients.CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      var ends = new HashMap<TopicPartition, Long>();
      found.forEach((partition, end) -> ends.put(partition, end.offset()));
      lastKnown.putAll(ends);
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("ends of the logs not known: reason={}", e.toString());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** What Kafka has answered last. */
  Map<TopicPartition, Long> lastKnown() {
    return lastKnown;
  }

  @Override
  public void close() {
    admin.close(KafkaClients.CALL_TIMEOUT);
  }
}
