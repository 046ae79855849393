package dev.batchenrich.directory.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns(2);

  @Test
  void soManyRunAtATimeAndTheOthersInTheirOrder() {
    var begun = new ArrayList<Integer>();
    var calls = new ArrayList<CompletableFuture<Integer>>();
    var results = new ArrayList<CompletableFuture<Integer>>();
    for (var i = 0; i < 4; i++) {
      var number = i;
      var call = new CompletableFuture<Integer>();
      calls.add(call);
      results.add(
          turns.take(
              () -> {
                begun.add(number);
                return call;
              }));
    }
    assertThat(begun).containsExactly(0, 1);

    calls.get(1).complete(1);
    assertThat(begun).containsExactly(0, 1, 2);

    calls.get(0).completeExceptionally(new IllegalStateException("failed"));
    assertThat(begun).containsExactly(0, 1, 2, 3);
    assertThat(results.get(0)).isCompletedExceptionally();
    assertThat(results.get(1)).isCompletedWithValue(1);
    assertThat(results.get(2)).isNotDone();
  }

  @Test
  void aCallThatCannotBeginFailsAndLetsTheNextOnesRun() {
    var failed =
        turns.take(
            () -> {
              throw new IllegalStateException("closed");
            });

    assertThat(failed).isCompletedExceptionally();
    assertThat(turns.take(() -> CompletableFuture.completedFuture(1))).isCompletedWithValue(1);
  }

  @Test
  void anyNumberOfCallsMayEndAtOnce() {
    var first = List.of(new CompletableFuture<Integer>(), new CompletableFuture<Integer>());
    var results = new ArrayList<CompletableFuture<Integer>>();
    first.forEach(call -> results.add(turns.take(() -> call)));
    for (var i = 0; i < 100_000; i++) {
      var number = i;
      results.add(turns.take(() -> CompletableFuture.completedFuture(number)));
    }

    first.forEach(call -> call.complete(-1));

    assertThat(results).allMatch(CompletableFuture::isDone);
  }
}
