package dev.batchenrich.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PastBatchesTest {

  private static final Duration REMEMBERED = Duration.ofDays(8);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final PastBatches batches = new PastBatches(REMEMBERED);

  @Test
  void aBatchThatEndedIsKnownAndOthersAreNot() {
    var ended = id();
    batches.add(ended, 0);

    assertThat(batches.contains(ended, 0)).isTrue();
    assertThat(batches.contains(id(), 0)).isFalse();
  }

  @Test
  void aBatchIsForgottenWhenItsTimeIsOverAlsoIfNoOtherEnds() {
    var ended = id();
    batches.add(ended, 0);

    assertThat(batches.contains(ended, REMEMBERED.toMillis())).isTrue();
    assertThat(batches.contains(ended, REMEMBERED.toMillis() + 1)).isFalse();
    assertThat(batches.blocks()).isEmpty();
  }

  @Test
  void otherBatchesKeepNoneForMoreThanAnHourLonger() {
    var first = id();
    batches.add(first, 0);
    for (var now = 0L; now < REMEMBERED.toMillis() + HOUR; now += HOUR / 4) {
      batches.add(id(), now);
    }

    assertThat(batches.contains(first, REMEMBERED.toMillis() + HOUR)).isFalse();
  }

  @Test
  void whatIsKeptOfManyHasOneBlockForAThousand() {
    add(10_000, 0);

    assertThat(batches.blocks()).hasSize(10);
    assertThat(batches.blocks().stream().mapToInt(block -> block.ids().length).sum())
        .isEqualTo(16 * 10_000);
  }

  @Test
  void whatIsRestoredIsForgottenWhenItWouldHaveBeen() {
    var old = add(1_500, 0);
    var young = add(1_500, 2 * HOUR);
    var restored = new PastBatches(REMEMBERED);

    restored.restore(batches.blocks(), id -> true);
    restored.add(id(), 2 * HOUR);

    assertThat(old).allMatch(id -> restored.contains(id, REMEMBERED.toMillis()));
    assertThat(old).noneMatch(id -> restored.contains(id, REMEMBERED.toMillis() + 1));
    assertThat(young).allMatch(id -> restored.contains(id, REMEMBERED.toMillis() + 1));
  }

  @Test
  void ofTheBlocksOfSeveralOnesOwnAreRestored() {
    var other = new PastBatches(REMEMBERED);
    var inOther = id();
    other.add(inOther, 5);
    var ids = add(3, 7);
    var restored = new PastBatches(REMEMBERED);

    restored.restore(
        Stream.concat(batches.blocks().stream(), other.blocks().stream()).toList(),
        id -> !id.toString().equals(ids.get(0)));

    assertThat(restored.contains(inOther, 7)).isTrue();
    assertThat(ids)
        .filteredOn(id -> restored.contains(id, 7))
        .containsExactlyElementsOf(ids.subList(1, 3));
  }

  private List<String> add(int count, long now) {
    var ids = Stream.generate(PastBatchesTest::id).limit(count).toList();
    ids.forEach(id -> batches.add(id, now));
    return ids;
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
