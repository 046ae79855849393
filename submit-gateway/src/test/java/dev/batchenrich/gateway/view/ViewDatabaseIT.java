package dev.batchenrich.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewDatabaseIT {

  private static final int READERS = 4;

  @TempDir private Path folder;

  @Test
  void aQueryThatDoesNotGetItsTurnIsRefusedAsUnavailable() throws Exception {
    var isReading = new CountDownLatch(READERS);
    var mayEnd = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(READERS);
    try (var database = new ViewDatabase(folder)) {
      var reads =
          IntStream.range(0, READERS)
              .mapToObj(
                  each ->
                      threads.submit(
                          () ->
                              database.read(
                                  connection -> {
                                    isReading.countDown();
                                    awaitQuietly(mayEnd);
                                    return each;
                                  })))
              .toList();
      isReading.await();

      var refusal = catchThrowableOfType(Refusal.class, () -> database.read(connection -> 0));

      assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE);
      mayEnd.countDown();
      for (var each : reads) {
        each.get();
      }
      assertThat(database.<Integer>read(connection -> 1)).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
