package dev.batchenrich.gateway.submit;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.kafka.Topics;
import dev.batchenrich.gateway.metrics.GatewayMetrics;
import dev.batchenrich.gateway.publish.JobLog;
import dev.batchenrich.gateway.publish.Publisher;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.View;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Makes valid submissions durable jobs, each wholly or not at all.
 *
 * @param monotonic nanoseconds of a clock that is never set, by which leases are kept
 */
public record Submissions(
    Topics topics,
    Admissions admissions,
    View view,
    JobLog jobLog,
    Publisher publisher,
    Clock clock,
    LongSupplier monotonic,
    Supplier<UUID> randomIds,
    GatewayMetrics metrics) {

  /** The fingerprint of what nobody can submit twice. */
  private static final String NEVER_COMPARED = "-";

  /**
   * Takes a submission.
   *
   * @param idempotencyKey the same key and submission give the same job; null for a new job always
   * @throws Refusal if nothing was accepted, or it is not known; its message tells which
   */
  public Accepted submit(String accountId, Submission submission, @Nullable String idempotencyKey) {
    var isRepeatable = idempotencyKey != null;
    var batchId = idempotencyKey == null ? randomIds.get() : BatchIds.of(accountId, idempotencyKey);
    MDC.put("batch_id", batchId.toString());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var reservation =
        new JobEntry(
            JobEntry.Kind.RESERVATION,
            randomIds.get().toString(),
            isRepeatable ? submission.fingerprint() : NEVER_COMPARED,
            submission.batch(batchId.toString(), accountId, now));
    if (isRepeatable) {
      catchUp(accountId, isRepeatable);
      var earlier = earlier(reservation);
      if (earlier != null) {
        return earlier;
      }
    }
    requireFreeSlot(accountId, isRepeatable);
    return new Attempt(this, reservation, submission, isRepeatable).run();
  }

  /**
   * What an earlier attempt to submit the same batch came to; null if there was none.
   *
   * @throws Refusal if it was published with another content
   */
  @Nullable Accepted earlier(JobEntry reservation) {
    var known = view.find(reservation.batch().batchId());
    if (known == null) {
      return null;
    }
    if (!reservation.fingerprint().equals(known.fingerprint())) {
      throw conflict();
    }
    return new Accepted(known.status().batch(), true);
  }

  private void catchUp(String accountId, boolean isRepeatable) {
    if (!view.catchUp(accountId)) {
      throw unavailable(isRepeatable);
    }
  }

  /** Spares the log a reservation that cannot be admitted. */
  private void requireFreeSlot(String accountId, boolean isRepeatable) {
    if (admissions.isFull(accountId)) {
      catchUp(accountId, isRepeatable);
      if (admissions.isFull(accountId)) {
        throw tooMany();
      }
    }
  }

  static Refusal tooMany() {
    return new Refusal(
        ErrorType.TOO_MANY_ACTIVE_BATCHES,
        "The account has %d active (pending or processing) batches, which is the most it may have"
            .formatted(Admissions.MAX_ACTIVE));
  }

  static Refusal conflict() {
    return new Refusal(
        ErrorType.IDEMPOTENCY_CONFLICT,
        "This Idempotency-Key was used with another request; use a new one for a new batch");
  }

  /** This request has published nothing; of others with the same key that is not known. */
  static Refusal unavailable(boolean isRepeatable) {
    return isRepeatable
        ? unknown(true)
        : Refusal.unavailable("The submission could not be stored; nothing was accepted");
  }

  /** The batch may have been published. */
  static Refusal unknown(boolean isRepeatable) {
    return Refusal.unavailable(
        "It is not known yet whether the submission was accepted; "
            + (isRepeatable
                ? "repeat the request with the same Idempotency-Key"
                : "list the batches before repeating it"));
  }
}
