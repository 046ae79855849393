package dev.batchenrich.pipeline.post;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A post under way. It is answered when the head of the answer is there, and ends when the body is
 * read too, or will not be.
 */
final class Exchange implements FutureCallback<Void> {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final String host;
  private final CompletableFuture<PostResult> answer = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  Exchange(String host) {
    this.host = host;
  }

  CompletionStage<PostResult> answer() {
    return answer;
  }

  CompletionStage<Void> end() {
    return end;
  }

  /** The first of several calls counts. */
  void answer(PostResult result) {
    answer.complete(result);
  }

  void expire(Duration timeout) {
    answer(PostResult.failed("no answer within %d s".formatted(timeout.toSeconds())));
  }

  @Override
  public void completed(Void nothing) {
    end.complete(null);
  }

  @Override
  public void failed(Exception failure) {
    LOG.debug("post failed, host={}", host, failure);
    answer(PostResult.failed(FailureText.of(failure, host)));
    end.complete(null);
  }

  @Override
  public void cancelled() {
    answer.cancel(false);
    end.complete(null);
  }
}
