package dev.batchenrich.gateway.admission;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one account that have not ended, as a gateway that has read the log up to some offset
 * knows them, and the rule that admits a sixth never.
 *
 * <p>A reservation is admitted if fewer than {@value #MAX_ACTIVE} other jobs precede it in the log.
 * All gateways read the same log, and a gateway decides when it has read its own reservation. So
 * take any set of jobs that are published and have not ended: whoever reserved last among them
 * counted all the others.
 */
final class AccountJobs {

  static final int MAX_ACTIVE = 5;

  private final Map<String, Job> jobs = new HashMap<>();

  /** A slot was asked for. */
  void reserve(Reservation reservation) {
    job(reservation.batch().batchId()).reservations.putIfAbsent(reservation.attempt(), reservation);
  }

  /** An attempt was given up; other attempts to submit the same batch stand. */
  void withdraw(String batchId, String attempt) {
    var job = jobs.get(batchId);
    if (job != null) {
      job.reservations.remove(attempt);
      if (job.isEmpty()) {
        jobs.remove(batchId);
      }
    }
  }

  /** An attempt has published its batch. */
  void confirm(String batchId, String attempt, long offset) {
    job(batchId).confirmations.putIfAbsent(attempt, offset);
  }

  /** The batch is being worked on, wherever it came from. */
  void start(String batchId) {
    job(batchId).started = true;
  }

  /** The batch has ended, or is so old that it is forgotten. */
  void end(String batchId) {
    jobs.remove(batchId);
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  boolean knows(String batchId) {
    return jobs.containsKey(batchId);
  }

  /** How many jobs are published and have not ended. */
  int active() {
    return (int) jobs.values().stream().filter(Job::isPublished).count();
  }

  /** True unless another attempt to submit the same batch is on its way or has succeeded. */
  boolean isOnlyAttempt(String batchId, String attempt) {
    var job = jobs.get(batchId);
    return job != null
        && !job.isPublished()
        && job.reservations.keySet().stream().allMatch(attempt::equals);
  }

  /** What becomes of a reservation; null if there is no such reservation (any more). */
  @Nullable Decision decide(String batchId, String attempt) {
    var job = jobs.get(batchId);
    var own = job == null ? null : job.reservations.get(attempt);
    if (job == null || own == null) {
      return null;
    }
    return new Decision(verdict(job, own), job.firstLike(own));
  }

  private Verdict verdict(Job job, Reservation own) {
    if (job.isPublished()) {
      return Verdict.PUBLISHED;
    }
    if (job.conflictsWith(own)) {
      return Verdict.CONFLICT;
    }
    var preceding =
        jobs.values().stream().filter(other -> other != job && other.precedes(own)).count();
    return preceding < MAX_ACTIVE ? Verdict.ADMITTED : Verdict.TOO_MANY;
  }

  private Job job(String batchId) {
    return jobs.computeIfAbsent(batchId, id -> new Job());
  }

  private static final class Job {

    /** By attempt, in the order of the log. */
    private final Map<String, Reservation> reservations = new LinkedHashMap<>();

    /** The offsets of the confirmations, by attempt. */
    private final Map<String, Long> confirmations = new LinkedHashMap<>();

    private boolean started;

    boolean isEmpty() {
      return reservations.isEmpty() && !isPublished();
    }

    boolean isPublished() {
      return started || !confirmations.isEmpty();
    }

    /**
     * True if this job takes a slot from a reservation of another: it holds or has used a
     * reservation before it. Of a published job the reservations may be gone, compacted away, or
     * there never were any, because it came to Kafka without a gateway.
     */
    boolean precedes(Reservation other) {
      if (confirmations.isEmpty() && reservations.isEmpty()) {
        return started;
      }
      var reserved =
          reservations.values().stream()
              .filter(other::follows)
              .anyMatch(held -> isUsed(held) || other.isWithinLeaseOf(held));
      return reserved
          || confirmations.entrySet().stream()
              .filter(confirmed -> !reservations.containsKey(confirmed.getKey()))
              .anyMatch(confirmed -> confirmed.getValue() < other.offset());
    }

    /** True if {@code held} led to the publication, or may have. */
    private boolean isUsed(Reservation held) {
      return confirmations.isEmpty() ? started : confirmations.containsKey(held.attempt());
    }

    boolean conflictsWith(Reservation own) {
      return reservations.values().stream()
          .filter(held -> own.follows(held) && own.isWithinLeaseOf(held))
          .anyMatch(held -> !held.fingerprint().equals(own.fingerprint()));
    }

    Batch firstLike(Reservation own) {
      return reservations.values().stream()
          .filter(held -> held.fingerprint().equals(own.fingerprint()))
          .findFirst()
          .orElse(own)
          .batch();
    }
  }
}
