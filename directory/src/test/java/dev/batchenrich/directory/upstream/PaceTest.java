package dev.batchenrich.directory.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long INTERVAL = 1_000;
  private static final CompletableFuture<?> WANTED = new CompletableFuture<>();

  private final List<String> begun = new ArrayList<>();
  private final CompletableFuture<Void> unwanted = new CompletableFuture<>();
  private long now = Long.MAX_VALUE - 1_500;
  private long due;
  private @Nullable Runnable timer;
  private final Pace pace =
      new Pace(
          Duration.ofNanos(INTERVAL),
          () -> now,
          (nanos, task) -> {
            assertThat(timer).isNull();
            due = now + nanos;
            timer = task;
          });

  @Test
  void callsBeginInTheirOrderAnIntervalApart() {
    for (var name : List.of("a", "b", "c")) {
      wanted(name);
    }
    assertThat(begun).containsExactly("a");

    pass(INTERVAL - 1);
    assertThat(begun).containsExactly("a");
    pass(1);
    assertThat(begun).containsExactly("a", "b");
    pass(INTERVAL);
    assertThat(begun).containsExactly("a", "b", "c");
    assertThat(timer).isNull();
  }

  @Test
  void timeInWhichNobodyCameIsNotMadeUpFor() {
    wanted("a");
    pass(10 * INTERVAL);

    wanted("b");
    wanted("c");

    assertThat(begun).containsExactly("a", "b");
    pass(INTERVAL);
    assertThat(begun).containsExactly("a", "b", "c");
  }

  @Test
  void callsThatAreNotWantedAnyMoreTakeNothingFromTheNextOne() {
    wanted("a");
    var dropped = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < 100; i++) {
      dropped.add(take("b" + i, unwanted));
    }
    wanted("c");

    unwanted.complete(null);
    pass(INTERVAL);

    assertThat(begun).containsExactly("a", "c");
    assertThat(dropped).allMatch(CompletableFuture::isCancelled);
    assertThat(timer).isNull();
  }

  @Test
  void whatComesInThePlaceOfADroppedCallBeginsWhenThatWouldHave() {
    wanted("a");
    var unused = take("b", unwanted).whenComplete((begun, failure) -> wanted("c"));

    unwanted.complete(null);
    pass(INTERVAL);

    assertThat(begun).containsExactly("a", "c");
  }

  @Test
  void anyNumberOfCallsMayBeDropped() {
    unwanted.complete(null);
    for (var i = 0; i < 100_000; i++) {
      assertThat(take("a", unwanted)).isCancelled();
    }

    wanted("b");

    assertThat(begun).containsExactly("b");
  }

  private void wanted(String name) {
    var unused = take(name, WANTED);
  }

  private CompletableFuture<Void> take(String name, CompletableFuture<?> notWanted) {
    var turn = pace.turn(notWanted);
    var unused = turn.thenRun(() -> begun.add(name));
    return turn;
  }

  private void pass(long nanos) {
    now += nanos;
    var task = timer;
    if (task != null && now - due >= 0) {
      timer = null;
      task.run();
    }
  }
}
