package dev.batchenrich.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.Statuses;
import dev.batchenrich.gateway.admission.Admissions;
import dev.batchenrich.gateway.admission.Decision;
import dev.batchenrich.gateway.admission.Decision.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
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
    store.put(job(1), 100);
    store.put(job(2), 200);
    store.putEntry(reservation(3), 0, 100);
    store.putEntry(reservation(4), 1, 200);

    assertThat(store.prune(200, 200)).containsExactlyInAnyOrder(id(1), id(3));

    assertThat(store.find(id(1))).isNull();
    assertThat(store.find(id(2))).isEqualTo(job(2));
    assertThat(store.prune(200, 200)).isEmpty();
  }

  @Test
  void admissionsAreRestoredFromTheRows() throws SQLException {
    for (var number = 1; number <= 4; number++) {
      store.put(job(number), 0);
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

  private static KnownJob job(int number) {
    return new KnownJob(JobStatus.processing(batch(number), 0, 0), null);
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
