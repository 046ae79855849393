package dev.batchenrich.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AppliedOffsetsTest {

  private static final TopicPartition ONE = new TopicPartition("topic", 1);
  private static final TopicPartition TWO = new TopicPartition("topic", 2);

  private final AppliedOffsets applied = new AppliedOffsets();

  @Test
  void everythingIsAheadOfAViewThatHasReadNothing() {
    assertThat(applied.ahead(Map.of(ONE, 0L, TWO, 7L))).isEqualTo(Map.of(ONE, 0L, TWO, 7L));
  }

  @Test
  void partitionsThatHaveNotMovedAreNotAhead() {
    applied.set(Map.of(ONE, 3L, TWO, 7L));

    assertThat(applied.ahead(Map.of(ONE, 3L, TWO, 8L))).isEqualTo(Map.of(TWO, 8L));
  }
}
