package dev.batchenrich.gateway.view;

import static dev.batchenrich.gateway.Attempts.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.gateway.Attempts;
import dev.batchenrich.gateway.Statuses;
import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.admission.Decision;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStoreIT {

  private static final String ACCOUNT = "account";

  private ViewDatabase database;
  private JobStore store;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = new ViewDatabase(folder);
    store = new JobStore(database.writer());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void jobsThatWereNotTouchedForLongAreRemovedAndSoAreReservationsThatCameToNothing()
      throws SQLException {
    store.put(status(1), null, 100);
    store.put(status(2), null, 200);
    store.putEntry(reservation(3), 0, 100);
    store.putEntry(reservation(4), 1, 200);

    assertThat(store.prune(200, 200)).containsExactlyInAnyOrder(id(1), id(3));

    assertThat(store.find(id(1))).isNull();
    assertThat(store.find(id(2))).isEqualTo(new KnownJob(status(2), null, WebhookProgress.NONE));
    assertThat(store.prune(200, 200)).isEmpty();
  }

  @Test
  void anAttemptCountsOnceHoweverOftenItsRecordIsReadAndWheneverItsJobIs() throws SQLException {
    var first = answered(id(1), 1, 1, 500, Attempts.AT);
    var second = answered(id(1), 1, 2, 200, null);
    store.putAttempt(first, 0, 7, 100);
    store.putAttempt(second, 0, 8, 100);
    store.putAttempt(first, 0, 7, 100);
    store.put(status(1), null, 100);

    assertThat(store.find(id(1)))
        .isEqualTo(new KnownJob(status(1), null, new WebhookProgress(2, second)));
    assertThat(attempts(1, 1_000)).containsExactly(first, second);
  }

  @Test
  void ofManyAttemptsTheLatestAreListedOldestFirst() throws SQLException {
    var attempts =
        IntStream.rangeClosed(1, 12).mapToObj(i -> answered(id(1), i, 1, 200, null)).toList();
    for (var attempt : attempts) {
      store.putAttempt(attempt, 0, attempt.delivery(), 100);
    }

    assertThat(attempts(1, 5)).isEqualTo(attempts.subList(7, 12));
  }

  @Test
  void attemptsAreRemovedWhenTheyAreAsOldAsJobsMayBe() throws SQLException {
    store.putAttempt(answered(id(1), 1, 1, 200, null), 0, 0, 199);
    store.putAttempt(answered(id(2), 1, 1, 200, null), 0, 1, 200);

    store.prune(200, 200);

    assertThat(attempts(1, 1_000)).isEmpty();
    assertThat(JobQueries.webhook(database.writer(), id(1))).isEqualTo(WebhookProgress.NONE);
    assertThat(attempts(2, 1_000)).hasSize(1);
    assertThat(JobQueries.webhook(database.writer(), id(2)).attempts()).isEqualTo(1);
  }

  @Test
  void admissionsAreRestoredFromTheRows() throws SQLException {
    for (var number = 1; number <= 4; number++) {
      store.put(status(number), null, 0);
    }
    store.putEntry(reservation(5), 7, 0);
    store.putEntry(reservation(6), 8, 0);
    var admissions = new Admissions();

    store.restore(admissions);

    assertThat(admissions.decide(ACCOUNT, id(5), "attempt"))
        .isEqualTo(new Decision(Verdict.ADMITTED, batch(5)));
    assertThat(admissions.decide(ACCOUNT, id(6), "attempt"))
        .isEqualTo(new Decision(Verdict.TOO_MANY, batch(6)));
  }

  private static JobStatus status(int number) {
    return JobStatus.processing(batch(number), 0, 0);
  }

  private List<WebhookAttempt> attempts(int number, int limit) throws SQLException {
    return JobQueries.attempts(database.writer(), id(number), limit);
  }

  private static JobEntry reservation(int number) {
    return new JobEntry(JobEntry.Kind.RESERVATION, "attempt", "same", batch(number));
  }

  private static Batch batch(int number) {
    return Statuses.batch(id(number), ACCOUNT, Instant.EPOCH);
  }

  private static String id(int number) {
    return "00000000-0000-0000-0000-%012d".formatted(number);
  }
}
