package dev.batchenrich.gateway.submit;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.gateway.admission.Decision;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import dev.batchenrich.gateway.admission.Lease;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.publish.Publication.Outcome;
import dev.batchenrich.gateway.refusal.Refusal;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to submit a batch: reserve a slot in the job log, wait until the view has read that
 * far, decide, publish everything in one transaction. What goes wrong on the way takes the
 * reservation back, if Kafka can be reached; otherwise its lease runs out.
 */
final class Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** Beyond this the caller is refused rather than kept waiting. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Submissions with;
  private final JobEntry reservation;
  private final Submission submission;
  private final boolean isRepeatable;
  private final TopicPartition jobs;
  private final String accountId;
  private final long begun;

  /**
   * An attempt that begins now.
   *
   * @param isRepeatable whether other attempts may submit the same batch
   */
  Attempt(Submissions with, JobEntry reservation, Submission submission, boolean isRepeatable) {
    this.with = with;
    this.reservation = reservation;
    this.submission = submission;
    this.isRepeatable = isRepeatable;
    accountId = reservation.batch().accountId();
    jobs = with.topics().jobsOf(accountId);
    begun = with.monotonic().getAsLong();
  }

  Accepted run() {
    var offset = with.jobLog().reserve(jobs, reservation);
    if (offset == null) {
      // Perhaps it was written all the same; but Kafka is in no state to be told to forget it.
      throw Submissions.unavailable(isRepeatable);
    }
    if (!with.view().awaitApplied(jobs, offset)) {
      LOG.warn("the view does not keep up: partition={} offset={}", jobs, offset);
      throw withdrawnBy(Submissions.unavailable(isRepeatable));
    }
    var decision = decide();
    return switch (decision.verdict()) {
      case ADMITTED -> publish(decision.batch());
      case PUBLISHED -> replay();
      case CONFLICT -> throw withdrawnBy(Submissions.conflict());
      case TOO_MANY -> throw withdrawnBy(Submissions.tooMany());
    };
  }

  /** Refuses only after a look at the very ends of the logs: a job may just have ended. */
  private Decision decide() {
    var decision = currentDecision();
    if (decision.verdict() == Verdict.TOO_MANY) {
      if (!with.view().catchUp(accountId)) {
        throw withdrawnBy(Submissions.unavailable(isRepeatable));
      }
      decision = currentDecision();
    }
    return decision;
  }

  /**
   * A reservation that is not to be found belongs to a batch that another attempt has published,
   * and that has ended since.
   */
  private Decision currentDecision() {
    var batch = reservation.batch();
    var decision = with.admissions().decide(accountId, batch.batchId(), reservation.attempt());
    return decision == null ? new Decision(Verdict.PUBLISHED, batch) : decision;
  }

  private Accepted publish(Batch batch) {
    var confirmation =
        new JobEntry(
            JobEntry.Kind.CONFIRMATION, reservation.attempt(), reservation.fingerprint(), batch);
    var chunks = submission.chunks(batch);
    var publishingSince = with.monotonic().getAsLong();
    var publication =
        with.publisher()
            .publish(
                chunks, confirmation, jobs, this::mayPublish, () -> mayPublish() && !isPublished());
    with.metrics().published(publication.outcome() == Outcome.COMMITTED, since(publishingSince));
    switch (publication.outcome()) {
      case COMMITTED ->
          // What this view has read, every other gateway finds when it looks.
          with.view().awaitApplied(jobs, publication.confirmationOffset());
      case SETTLED -> {
        if (!isPublished()) {
          throw withdrawnBy(Submissions.unavailable(isRepeatable));
        }
      }
      case UNSETTLED -> throw Submissions.unknown(isRepeatable);
      case NOT_BEGUN -> throw withdrawnBy(Submissions.unavailable(isRepeatable));
    }
    return new Accepted(batch, false);
  }

  /** Whether the batch is there, by now perhaps ended: asked when a transaction is over. */
  private boolean isPublished() {
    if (!with.view().catchUp(accountId)) {
      throw Submissions.unknown(isRepeatable);
    }
    return with.view().find(reservation.batch().batchId()) != null;
  }

  private Accepted replay() {
    var earlier = with.earlier(reservation);
    if (earlier == null) {
      throw Submissions.unknown(isRepeatable);
    }
    return earlier;
  }

  private boolean mayPublish() {
    var elapsed = since(begun);
    return elapsed.compareTo(Lease.PUBLISH_WITHIN) < 0 && elapsed.compareTo(PATIENCE) < 0;
  }

  private Duration since(long then) {
    return Duration.ofNanos(with.monotonic().getAsLong() - then);
  }

  /**
   * Takes the reservation back, unless another attempt to submit the same batch is under way: then
   * the tombstone might come behind its confirmation, which compaction would then remove.
   */
  private Refusal withdrawnBy(Refusal refusal) {
    var batchId = reservation.batch().batchId();
    if (!isRepeatable
        || with.admissions().isOnlyAttempt(accountId, batchId, reservation.attempt())) {
      with.jobLog().withdraw(jobs, reservation);
    }
    return refusal;
  }
}
