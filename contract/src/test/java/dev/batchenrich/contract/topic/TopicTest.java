package dev.batchenrich.contract.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class TopicTest {

  @Test
  void accountsLieWhereKafkasOwnPartitionerWouldPutThem() {
    for (var partitions : new int[] {1, 2, 3, 12, 100}) {
      for (var i = 0; i < 1_000; i++) {
        var account = i == 0 ? "demo" : UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString();
        assertThat(Topic.partitionOf(account, partitions))
            .isEqualTo(BuiltInPartitioner.partitionForKey(account.getBytes(UTF_8), partitions));
      }
    }
  }

  @Test
  void jobsAreStampedByTheLogAndKeptByKey() {
    assertThat(Topic.JOBS.create(3, (short) 1).configs())
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("min.compaction.lag.ms", "600000")
        .containsEntry("retention.ms", "2592000000");
  }

  @Test
  void submissionsOutliveAWeekend() {
    assertThat(Topic.SUBMISSIONS.create(3, (short) 1).configs())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "604800000");
  }
}
