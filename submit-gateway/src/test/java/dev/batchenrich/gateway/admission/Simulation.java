package dev.batchenrich.gateway.admission;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.gateway.Statuses;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gateways with lagging views over one log, all about one account, in random order: they reserve,
 * decide by the real rule, publish, give up and crash, while jobs end and time passes.
 */
final class Simulation {

  private static final String ACCOUNT = "account";
  private static final int GATEWAYS = 3;
  private static final int STEPS = 160;
  private static final int MAX_SUBMISSIONS = 16;

  /** So many batches may be submitted by more than one submission. */
  private static final int REPEATABLE = 3;

  private static final List<Batch> BATCHES =
      IntStream.range(0, REPEATABLE + MAX_SUBMISSIONS)
          .mapToObj("00000000-0000-0000-0000-%012d"::formatted)
          .map(batchId -> Statuses.batch(batchId, ACCOUNT, Instant.EPOCH))
          .toList();

  /** A broker aborts a transaction when it next looks after the time-out. */
  private static final long ABORTED_AFTER = Lease.TRANSACTION_TIMEOUT.toMillis() + 10_000;

  private final Random random;
  private final long publishWithin;
  private final List<Event> jobLog = new ArrayList<>();
  private final List<String> statusLog = new ArrayList<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<Submission> submissions = new ArrayList<>();
  private final Set<String> active = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private long now;
  private int batches;

  /**
   * One interleaving.
   *
   * @param publishWithin the guard: how many milliseconds after it began to reserve a submission
   *     may begin to be published
   */
  Simulation(long seed, long publishWithin) {
    random = new Random(seed);
    this.publishWithin = publishWithin;
    for (var i = 0; i < GATEWAYS; i++) {
      gateways.add(new Gateway());
    }
  }

  /** Returns the most jobs that were published and unended at any moment. */
  int run() {
    var most = 0;
    for (var step = 0; step < STEPS; step++) {
      step();
      most = Math.max(most, active.size());
    }
    return most;
  }

  private void step() {
    var dice = random.nextInt(100);
    if (dice < 20 && submissions.size() < MAX_SUBMISSIONS) {
      submissions.add(new Submission());
    } else if (dice < 50) {
      pick(gateways).readOn();
    } else if (dice < 88 && !submissions.isEmpty()) {
      pick(submissions).goOn();
    } else if (dice < 92) {
      endOne();
    } else {
      passTime();
    }
  }

  private void endOne() {
    if (!active.isEmpty()) {
      var batchId = active.stream().sorted().skip(random.nextInt(active.size())).findFirst();
      active.remove(batchId.orElseThrow());
      ended.add(batchId.orElseThrow());
      statusLog.add(batchId.orElseThrow());
    }
  }

  private void passTime() {
    now += random.nextInt(10) == 0 ? random.nextInt(80_000) : random.nextInt(3_000);
    for (var event : jobLog) {
      if (event.isOpen && now - event.begun > ABORTED_AFTER) {
        event.isOpen = false;
        event.isAborted = true;
      }
    }
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A record of the job log; a confirmation is open until its transaction ends. */
  private static final class Event {

    private final @Nullable JobEntry entry;
    private final String batchId;
    private final String attempt;
    private final long logTime;
    private final long begun;
    private boolean isOpen;
    private boolean isAborted;

    Event(@Nullable JobEntry entry, String batchId, String attempt, long logTime, long begun) {
      this.entry = entry;
      this.batchId = batchId;
      this.attempt = attempt;
      this.logTime = logTime;
      this.begun = begun;
      isOpen = entry != null && entry.kind() == JobEntry.Kind.CONFIRMATION;
    }
  }

  private final class Gateway {

    private final Admissions admissions = new Admissions();
    private final Set<String> knownEnded = new HashSet<>();
    private int jobsRead;
    private int statusesRead;

    /** Reads some of what is committed, of either log. */
    void readOn() {
      for (var records = 1 + random.nextInt(12); records > 0; records--) {
        if (random.nextInt(4) == 0) {
          readStatus();
        } else {
          readJobs();
        }
      }
    }

    private void readStatus() {
      if (statusesRead < statusLog.size()) {
        var batchId = statusLog.get(statusesRead++);
        knownEnded.add(batchId);
        admissions.end(batchId);
      }
    }

    private void readJobs() {
      if (jobsRead == jobLog.size() || jobLog.get(jobsRead).isOpen) {
        return;
      }
      var event = jobLog.get(jobsRead);
      if (event.entry == null) {
        admissions.withdraw(event.batchId, event.attempt);
      } else if (!event.isAborted && !knownEnded.contains(event.batchId)) {
        admissions.apply(event.entry, jobsRead, event.logTime);
      }
      jobsRead++;
    }
  }

  private enum State {
    NEW,
    RESERVED,
    ADMITTED,
    PUBLISHING,
    OVER
  }

  private final class Submission {

    private final Gateway gateway = pick(gateways);
    private final String attempt = "attempt-" + submissions.size();
    private final String fingerprint = "fingerprint-" + random.nextInt(8) / 7;
    private final boolean isRepeatable = random.nextInt(4) == 0;
    private final Batch batch =
        BATCHES.get(isRepeatable ? random.nextInt(REPEATABLE) : REPEATABLE + batches++);
    private final String batchId = batch.batchId();
    private final long begun = now;
    private State state = State.NEW;
    private int offset;
    private long publishingSince;

    void goOn() {
      if (random.nextInt(60) == 0) {
        state = State.OVER; // its gateway crashed
      }
      switch (state) {
        case NEW -> {
          offset = append(entry(JobEntry.Kind.RESERVATION));
          state = State.RESERVED;
        }
        case RESERVED -> decide();
        case ADMITTED -> publish();
        case PUBLISHING -> end();
        case OVER -> {}
      }
    }

    private void decide() {
      if (gateway.jobsRead <= offset) {
        return;
      }
      var decision = gateway.admissions.decide(ACCOUNT, batchId, attempt);
      if (decision != null && decision.verdict() == Verdict.ADMITTED) {
        state = State.ADMITTED;
      } else if (decision != null && decision.verdict() != Verdict.PUBLISHED) {
        withdraw();
      } else {
        state = State.OVER;
      }
    }

    private void publish() {
      if (now - begun < publishWithin) {
        publishingSince = now;
        offset = append(entry(JobEntry.Kind.CONFIRMATION));
        state = State.PUBLISHING;
      } else {
        withdraw();
      }
    }

    private void end() {
      var confirmation = jobLog.get(offset);
      if (confirmation.isOpen && random.nextInt(6) > 0) {
        confirmation.isOpen = false;
        if (!ended.contains(batchId)) {
          active.add(batchId);
        }
        state = State.OVER;
      } else {
        confirmation.isAborted |= confirmation.isOpen;
        confirmation.isOpen = false;
        withdraw();
      }
    }

    private void withdraw() {
      if (!isRepeatable || gateway.admissions.isOnlyAttempt(ACCOUNT, batchId, attempt)) {
        append(null);
      }
      state = State.OVER;
    }

    private int append(@Nullable JobEntry entry) {
      jobLog.add(new Event(entry, batchId, attempt, now, publishingSince));
      return jobLog.size() - 1;
    }

    private JobEntry entry(JobEntry.Kind kind) {
      return new JobEntry(kind, attempt, fingerprint, batch);
    }
  }
}
