package dev.batchenrich.gateway.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobEntry.Kind;
import dev.batchenrich.gateway.Statuses;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionsTest {

  private static final String ACCOUNT = "account";
  private static final long LEASE = Lease.LENGTH.toMillis();

  private final Admissions admissions = new Admissions();
  private long offset;

  @Test
  void theFirstFiveReservationsAreAdmittedAndTheSixthIsNot() {
    for (var batch = 1; batch <= 6; batch++) {
      reserve(batch, "a", 0);
    }

    for (var batch = 1; batch <= 5; batch++) {
      assertThat(verdict(batch, "a")).isEqualTo(Verdict.ADMITTED);
    }
    assertThat(verdict(6, "a")).isEqualTo(Verdict.TOO_MANY);
  }

  @Test
  void aReservationThatIsWithdrawnCountsNoMore() {
    for (var batch = 1; batch <= 6; batch++) {
      reserve(batch, "a", 0);
    }

    admissions.withdraw(id(3), "a");

    assertThat(verdict(6, "a")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void aReservationCountsForItsLeaseAndNoLonger() {
    for (var batch = 1; batch <= 5; batch++) {
      reserve(batch, "a", 0);
    }
    reserve(6, "a", LEASE);
    reserve(7, "a", LEASE + 1);

    assertThat(verdict(6, "a")).isEqualTo(Verdict.TOO_MANY);
    assertThat(verdict(7, "a")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void aPublishedJobCountsUntilItEnds() {
    for (var batch = 1; batch <= 5; batch++) {
      reserve(batch, "a", 0);
      confirm(batch, "a");
    }
    reserve(6, "a", 10 * LEASE);
    assertThat(verdict(6, "a")).isEqualTo(Verdict.TOO_MANY);
    assertThat(admissions.isFull(ACCOUNT)).isTrue();

    admissions.end(id(1));

    assertThat(verdict(6, "a")).isEqualTo(Verdict.ADMITTED);
    assertThat(admissions.isFull(ACCOUNT)).isFalse();
  }

  @Test
  void aPublishedJobWhoseReservationWasCompactedAwayCountsFromItsConfirmation() {
    for (var batch = 1; batch <= 5; batch++) {
      confirm(batch, "a");
    }
    reserve(6, "a", 0);

    assertThat(verdict(6, "a")).isEqualTo(Verdict.TOO_MANY);
  }

  @Test
  void aJobThatReservedLaterDoesNotCountHoweverFarItIs() {
    reserve(6, "a", 0);
    for (var batch = 1; batch <= 5; batch++) {
      reserve(batch, "a", 0);
      confirm(batch, "a");
    }

    assertThat(verdict(6, "a")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void aJobThatCameStraightToKafkaCountsUntilItEnds() {
    for (var batch = 1; batch <= 5; batch++) {
      admissions.start(ACCOUNT, id(batch));
    }
    reserve(6, "a", 0);
    assertThat(verdict(6, "a")).isEqualTo(Verdict.TOO_MANY);

    admissions.end(id(5));

    assertThat(verdict(6, "a")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void ofTwoDifferentSubmissionsOfOneBatchTheFirstInTheLogWins() {
    reserve(1, "a", 0, "one");
    reserve(1, "b", 0, "other");

    assertThat(verdict(1, "a")).isEqualTo(Verdict.ADMITTED);
    assertThat(verdict(1, "b")).isEqualTo(Verdict.CONFLICT);
    assertThat(admissions.isOnlyAttempt(ACCOUNT, id(1), "b")).isFalse();
  }

  @Test
  void anEqualSubmissionOfTheSameBatchIsDescribedAsTheFirst() {
    admissions.apply(entry(Kind.RESERVATION, 1, "a", "same", Instant.EPOCH), offset++, 0);
    admissions.apply(
        entry(Kind.RESERVATION, 1, "b", "same", Instant.ofEpochSecond(1)), offset++, 0);

    var decision = requireNonNull(admissions.decide(ACCOUNT, id(1), "b"));

    assertThat(decision.verdict()).isEqualTo(Verdict.ADMITTED);
    assertThat(decision.batch().submittedAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aSubmissionOfAPublishedBatchIsToldSo() {
    reserve(1, "a", 0);
    confirm(1, "a");
    reserve(1, "b", 0);

    assertThat(verdict(1, "b")).isEqualTo(Verdict.PUBLISHED);
  }

  @Test
  void withdrawingOneAttemptLeavesTheOthers() {
    reserve(1, "a", 0);
    reserve(1, "b", 0);

    admissions.withdraw(id(1), "b");

    assertThat(verdict(1, "a")).isEqualTo(Verdict.ADMITTED);
    assertThat(admissions.decide(ACCOUNT, id(1), "b")).isNull();
  }

  private void reserve(int batch, String attempt, long logTime) {
    reserve(batch, attempt, logTime, "same");
  }

  private void reserve(int batch, String attempt, long logTime, String fingerprint) {
    admissions.apply(
        entry(Kind.RESERVATION, batch, attempt, fingerprint, Instant.EPOCH), offset++, logTime);
  }

  private void confirm(int batch, String attempt) {
    admissions.apply(entry(Kind.CONFIRMATION, batch, attempt, "same", Instant.EPOCH), offset++, 0);
  }

  private Verdict verdict(int batch, String attempt) {
    return requireNonNull(admissions.decide(ACCOUNT, id(batch), attempt)).verdict();
  }

  private static JobEntry entry(
      Kind kind, int batch, String attempt, String fingerprint, Instant submittedAt) {
    return new JobEntry(
        kind, attempt, fingerprint, Statuses.batch(id(batch), ACCOUNT, submittedAt));
  }

  private static String id(int batch) {
    return "00000000-0000-0000-0000-%012d".formatted(batch);
  }
}
