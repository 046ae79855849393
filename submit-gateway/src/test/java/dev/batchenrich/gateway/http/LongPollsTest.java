package dev.batchenrich.gateway.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.Statuses;
import dev.batchenrich.gateway.view.KnownJob;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongPollsTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final LongPolls longPolls = new LongPolls(2);
  private final KnownJob pending =
      known(
          JobStatus.pending(
              Statuses.batch(UUID.randomUUID().toString(), "account", Instant.EPOCH)));
  private final KnownJob further = known(JobStatus.processing(pending.status().batch(), 1, 1));

  private volatile CompletableFuture<Void> change = new CompletableFuture<>();
  private volatile KnownJob latest = pending;

  @AfterEach
  void close() {
    longPolls.release();
    longPolls.close();
  }

  @Test
  void anAnswerIsHeldUntilTheJobIsFurther() throws Exception {
    var news = news(LONG);
    changed();
    assertThat(news).isNotDone();

    latest = further;
    changed();

    assertThat(news.get(1, TimeUnit.MINUTES)).isEqualTo(further);
  }

  @Test
  void whatChangedBeforeItWasWaitedForIsAnsweredAtOnce() {
    latest = further;

    assertThat(news(LONG)).isCompletedWithValue(further);
    assertThat(change).isDone();
  }

  @Test
  void theJobAsItIsIsAnsweredAfterTheWait() throws Exception {
    var news = news(Duration.ofMillis(1));

    assertThat(news.get(1, TimeUnit.MINUTES)).isEqualTo(pending);
    assertThat(change).isDone();
  }

  @Test
  void noMoreAnswersAreHeldThanTheLimitAndAPlaceIsFreeAgainAfterwards() throws Exception {
    var first = news(LONG);
    var second = news(LONG);
    assertThat(longPolls.news(pending, LONG, () -> change, () -> latest)).isNull();

    latest = further;
    changed();
    first.get(1, TimeUnit.MINUTES);
    second.get(1, TimeUnit.MINUTES);

    assertThat(news(LONG)).isCompleted();
  }

  @Test
  void beforeTheServerStopsAllAnswersAreGivenAndNoneIsHeld() throws Exception {
    var news = news(LONG);

    longPolls.release();

    assertThat(news.get(1, TimeUnit.MINUTES)).isEqualTo(pending);
    assertThat(longPolls.news(pending, LONG, () -> change, () -> latest)).isNull();
  }

  @Test
  void aJobThatCannotBeReadFailsTheRequestOnly() {
    var news =
        requireNonNull(
            longPolls.news(
                pending,
                LONG,
                () -> change,
                () -> {
                  throw new IllegalStateException("gone");
                }));

    assertThat(change).isDone();
    assertThatThrownBy(() -> news.get()).hasRootCauseMessage("gone");
  }

  private CompletableFuture<KnownJob> news(Duration wait) {
    return requireNonNull(longPolls.news(pending, wait, () -> change, () -> latest));
  }

  private void changed() {
    var told = change;
    change = new CompletableFuture<>();
    told.complete(null);
  }

  private static KnownJob known(JobStatus status) {
    return new KnownJob(status, null, WebhookProgress.NONE);
  }
}
