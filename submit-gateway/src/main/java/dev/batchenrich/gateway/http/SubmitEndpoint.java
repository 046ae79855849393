package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.auth.Unauthorized;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.intake.SubmissionReader;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.submit.Accepted;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /batch/<entity>/enrich}: takes a submission. */
record SubmitEndpoint(
    Entity entity,
    Callers callers,
    WebhookTargets webhookTargets,
    BodyMemory memory,
    Supplier<Backend> backend,
    GatewayMetrics metrics)
    implements Handler {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  @Override
  public void handle(Context request) {
    try {
      var accepted = accept(request);
      metrics.accepted(accepted.isReplay());
      if (accepted.isReplay()) {
        request.header("idempotent-replayed", "true");
      }
      Answers.json(request, 202, Answer.of(accepted.batch()));
    } catch (Refusal refusal) {
      metrics.refused(refusal.type().wireName());
      throw refusal;
    } catch (Unauthorized unauthorized) {
      metrics.refused("unauthorized");
      throw unauthorized;
    }
  }

  private Accepted accept(Context request) {
    var account = callers.caller(request).account();
    ApiVersion.require(request);
    var submission = read(request);
    var idempotencyKey = idempotencyKey(request.header("Idempotency-Key"));
    return backend.get().submissions().submit(account, submission, idempotencyKey);
  }

  /** The memory of the body is free again for others while this one waits for Kafka. */
  private Submission read(Context request) {
    try (var share = memory.take(request.req().getContentLengthLong())) {
      return SubmissionReader.read(entity, RequestBody.read(request), webhookTargets);
    }
  }

  private static @Nullable String idempotencyKey(@Nullable String header) {
    if (header != null && !KEY.matcher(header).matches()) {
      throw Refusal.invalid("Idempotency-Key must be 1 to 255 visible ASCII characters");
    }
    return header;
  }

  private record Answer(
      String batchId,
      BatchStatus status,
      Entity entity,
      Action action,
      int identifierCount,
      int entitiesRequested,
      String statusUrl) {

    static Answer of(Batch batch) {
      return new Answer(
          batch.batchId(),
          BatchStatus.PENDING,
          batch.entity(),
          batch.action(),
          batch.identifierCount(),
          batch.identifierCount(),
          JobAnswer.statusUrl(batch));
    }
  }
}
