package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.audit.SubmissionAudit;
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
    try (var audit = new SubmissionAudit(entity, RequestIds.of(request))) {
      answer(request, audit);
    }
  }

  private void answer(Context request, SubmissionAudit audit) {
    try {
      var accepted = accept(request, audit);
      audit.accepted(accepted.batch().batchId(), accepted.isReplay());
      metrics.accepted(accepted.isReplay());
      if (accepted.isReplay()) {
        request.header("idempotent-replayed", "true");
      }
      Answers.json(request, 202, Answer.of(accepted.batch()));
    } catch (Refusal refusal) {
      audit.refused(refusal.type().wireName());
      metrics.refused(refusal.type().wireName());
      throw refusal;
    } catch (Unauthorized unauthorized) {
      audit.refused("unauthorized");
      metrics.refused("unauthorized");
      throw unauthorized;
    }
  }

  private Accepted accept(Context request, SubmissionAudit audit) {
    var caller = callers.authenticate(request);
    audit.by(caller);
    callers.count(request, caller);
    ApiVersion.require(request);
    var submission = read(request);
    audit.of(submission);
    var idempotencyKey = idempotencyKey(request.header("Idempotency-Key"));
    return backend.get().submissions().submit(caller.account(), submission, idempotencyKey);
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
