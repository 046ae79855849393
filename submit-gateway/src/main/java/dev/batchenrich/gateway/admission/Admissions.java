package dev.batchenrich.gateway.admission;

import dev.batchenrich.contract.message.JobEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unended jobs of all accounts. Fed from the log by one thread, asked by many.
 *
 * <p>Every change may be applied again without harm, in the order of the log.
 */
public final class Admissions {

  /** The most published, unended jobs of an account. */
  public static final int MAX_ACTIVE = AccountJobs.MAX_ACTIVE;

  private final Map<String, AccountJobs> accounts = new HashMap<>();

  /** A tombstone does not name the account. */
  private final Map<String, String> accountsByBatch = new HashMap<>();

  /** Takes an entry that stands at {@code offset} of the log since {@code logTime}. */
  public synchronized void apply(JobEntry entry, long offset, long logTime) {
    var batch = entry.batch();
    var jobs = jobs(batch.accountId(), batch.batchId());
    switch (entry.kind()) {
      case RESERVATION ->
          jobs.reserve(
              new Reservation(entry.attempt(), offset, logTime, entry.fingerprint(), batch));
      case CONFIRMATION -> jobs.confirm(batch.batchId(), entry.attempt(), offset);
    }
  }

  /** An attempt was given up. */
  public synchronized void withdraw(String batchId, String attempt) {
    change(batchId, jobs -> jobs.withdraw(batchId, attempt));
  }

  /** A batch is being worked on. */
  public synchronized void start(String accountId, String batchId) {
    jobs(accountId, batchId).start(batchId);
  }

  /** A batch has ended, or is so old that it is forgotten. Nothing of it may be applied again. */
  public synchronized void end(String batchId) {
    change(batchId, jobs -> jobs.end(batchId));
  }

  /** Forgets everything and takes in {@code content}: one step, as others see it. */
  public synchronized void restore(Consumer<Admissions> content) {
    accounts.clear();
    accountsByBatch.clear();
    content.accept(this);
  }

  /** True if the account has as many published, unended jobs as it may have. */
  public synchronized boolean isFull(String accountId) {
    var jobs = accounts.get(accountId);
    return jobs != null && jobs.active() >= AccountJobs.MAX_ACTIVE;
  }

  /** What becomes of a reservation; null if there is no such reservation (any more). */
  public synchronized @Nullable Decision decide(String accountId, String batchId, String attempt) {
    var jobs = accounts.get(accountId);
    return jobs == null ? null : jobs.decide(batchId, attempt);
  }

  /** True unless another attempt to submit the same batch is on its way or has succeeded. */
  public synchronized boolean isOnlyAttempt(String accountId, String batchId, String attempt) {
    var jobs = accounts.get(accountId);
    return jobs != null && jobs.isOnlyAttempt(batchId, attempt);
  }

  private AccountJobs jobs(String accountId, String batchId) {
    accountsByBatch.put(batchId, accountId);
    return accounts.computeIfAbsent(accountId, id -> new AccountJobs());
  }

  private void change(String batchId, Consumer<AccountJobs> change) {
    var accountId = accountsByBatch.get(batchId);
    var jobs = accountId == null ? null : accounts.get(accountId);
    if (jobs != null) {
      change.accept(jobs);
      if (!jobs.knows(batchId)) {
        accountsByBatch.remove(batchId);
      }
      if (jobs.isEmpty()) {
        accounts.remove(accountId);
      }
    }
  }
}
