package dev.batchenrich.directory.upstream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a number of calls run at a time; the others wait, in their order, without a thread. */
final class Turns {

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;
  private boolean isStarting;

  Turns(int atATime) {
    free = atATime;
  }

  /** Makes {@code call} when it is its turn, which ends when its stage does. */
  <T> CompletableFuture<T> take(Supplier<? extends CompletionStage<T>> call) {
    var result = new CompletableFuture<T>();
    synchronized (this) {
      waiting.add(() -> start(call, result));
    }
    startWaiting();
    return result;
  }

  private <T> void start(Supplier<? extends CompletionStage<T>> call, CompletableFuture<T> result) {
    CompletionStage<T> stage;
    try {
      stage = call.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedFuture(e);
    }
    var unused =
        stage.whenComplete(
            (value, failure) -> {
              synchronized (this) {
                free++;
              }
              startWaiting();
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
  }

  /** One thread at a time, in a loop: calls that end at once would otherwise nest without end. */
  private void startWaiting() {
    synchronized (this) {
      if (isStarting) {
        return;
      }
      isStarting = true;
    }
    for (var next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    if (free == 0 || waiting.isEmpty()) {
      isStarting = false;
      return null;
    }
    free--;
    return waiting.remove();
  }
}
