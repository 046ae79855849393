package dev.batchenrich.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchesTest {

  private final Watches watches = new Watches();

  @Test
  void allWhoWaitForABatchAreToldAndNobodyElse() {
    var one = watches.next("a");
    var other = watches.next("a");
    var stranger = watches.next("b");

    watches.advanced(List.of("a", "c"));

    assertThat(one).isCompleted();
    assertThat(other).isCompleted();
    assertThat(stranger).isNotDone();
    assertThat(watches.size()).isEqualTo(1);
  }

  @Test
  void whoDoesNotWaitAnyMoreIsForgotten() {
    var one = watches.next("a");
    var other = watches.next("a");

    one.complete(null);
    assertThat(watches.size()).isEqualTo(1);
    other.complete(null);

    assertThat(watches.size()).isZero();
  }
}
