package dev.batchenrich.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /batch/{batch_id}/webhook/deliveries} and {@code POST
 * /batch/{batch_id}/webhook/redeliver}: what became of a webhook, and sending it again.
 */
record WebhookEndpoints(Callers callers, Supplier<Backend> backend) {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoints.class);
  private static final int MAX_DELIVERIES = 1_000;

  void deliveries(Context request) {
    var batch = batch(request);
    var view = backend.get().view();
    if (!view.catchUp(batch)) {
      LOG.warn("deliveries are listed as far as they are known: batch_id={}", batch.batchId());
    }
    var attempts = view.attempts(batch.batchId(), MAX_DELIVERIES);
    Answers.json(request, 200, new Deliveries(attempts.stream().map(Delivery::of).toList()));
  }

  void redeliver(Context request) {
    var batch = batch(request);
    var asked = backend.get().redeliveries().redeliver(batch);
    Answers.json(request, 202, Redelivery.of(asked));
  }

  private Batch batch(Context request) {
    var account = callers.caller(request).account();
    var batchId = request.pathParam(JobEndpoints.BATCH_ID);
    return OwnJobs.find(backend.get().view(), account, batchId).status().batch();
  }

  private record Deliveries(List<Delivery> deliveries) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Delivery(
      String webhookId,
      int delivery,
      int attempt,
      String attemptedAt,
      long durationMs,
      @Nullable Integer statusCode,
      @Nullable String failure,
      @Nullable String nextAttemptAt) {

    static Delivery of(WebhookAttempt attempt) {
      var next = attempt.nextAttemptAt();
      return new Delivery(
          attempt.batchId(),
          attempt.delivery(),
          attempt.attempt(),
          JobAnswer.time(attempt.attemptedAt()),
          attempt.durationMs(),
          attempt.statusCode(),
          attempt.failure(),
          next == null ? null : JobAnswer.time(next));
    }
  }

  private record Redelivery(String batchId, int delivery, String statusUrl) {

    static Redelivery of(WebhookRequest request) {
      var batch = request.job().batch();
      return new Redelivery(batch.batchId(), request.delivery(), JobAnswer.statusUrl(batch));
    }
  }
}
