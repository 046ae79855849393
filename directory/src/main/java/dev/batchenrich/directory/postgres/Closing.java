package dev.batchenrich.directory.postgres;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what is being closed, so that none of its threads runs on, but not for ever. */
final class Closing {

  private static final long SECONDS = 5;

  private Closing() {}

  static void await(Future<?> closing) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Then it goes on closing by itself.
    }
  }
}
