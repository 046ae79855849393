package dev.batchenrich.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PromptCheckpointsTest {

  private final LinkedBlockingQueue<CompletableFuture<?>> begun = new LinkedBlockingQueue<>();
  private final PromptCheckpoints checkpoints = new PromptCheckpoints(this::begin);

  @AfterEach
  void close() {
    checkpoints.close();
  }

  @Test
  void whoAsksWhileOneIsTakenGetsAnotherAndSharesIt() throws Exception {
    var request = checkpoints.request();
    request.ask();
    var first = next();
    request.ask();
    request.ask();
    assertThat(begun).isEmpty();

    first.complete(null);

    next().complete(null);
    request.ask();
    assertThat(next()).isNotNull();
    assertThat(begun).isEmpty();
  }

  @Test
  void eachThatAsksAloneGetsOneOfItsOwn() throws Exception {
    for (var i = 0; i < 3; i++) {
      checkpoints.request().ask();
      assertThat(next().complete(null)).isTrue();
    }
    assertThat(begun).isEmpty();
  }

  @Test
  void itRestsWhileTheJobIsBusyAndNoLonger() throws Exception {
    var request = checkpoints.request();
    request.ask();
    var first = next();
    request.ask();
    TimeUnit.MILLISECONDS.sleep(100);
    var before = System.nanoTime();
    var end = before + TimeUnit.MILLISECONDS.toNanos(200);
    var longestPause = 0L;
    request.busy();
    first.complete(null);
    while (before < end && begun.isEmpty()) {
      request.busy();
      var now = System.nanoTime();
      longestPause = Math.max(longestPause, now - before);
      before = now;
    }

    // If this thread had to stop for so long, the job was not busy.
    assertThat(begun.isEmpty() || longestPause > PromptCheckpoints.IDLE.toNanos()).isTrue();
    assertThat(next()).isNotNull();
  }

  @Test
  void aCheckpointThatFailsIsNotTheLast() throws Exception {
    checkpoints.request().ask();
    next().completeExceptionally(new IllegalStateException("the job restarts"));

    checkpoints.request().ask();

    assertThat(next()).isNotNull();
  }

  @Test
  void aRequestThatWasSerializedAsksTheSame() throws Exception {
    InstantiationUtil.clone(checkpoints.request()).ask();

    assertThat(next()).isNotNull();
  }

  @Test
  void nothingHappensAfterTheEnd() throws Exception {
    checkpoints.request().ask();
    assertThat(next()).isNotNull();
    checkpoints.close();

    checkpoints.request().ask();

    assertThat(begun).isEmpty();
  }

  private CompletableFuture<?> begin() {
    var checkpoint = new CompletableFuture<Void>();
    begun.add(checkpoint);
    return checkpoint;
  }

  private CompletableFuture<?> next() throws InterruptedException {
    var checkpoint = begun.poll(30, TimeUnit.SECONDS);
    assertThat(checkpoint).isNotNull();
    return checkpoint;
  }
}
