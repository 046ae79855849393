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
