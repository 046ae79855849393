package dev.batchenrich.pipeline.schedule;

import static dev.batchenrich.pipeline.schedule.Attempts.delivered;
import static dev.batchenrich.pipeline.schedule.Attempts.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.answer.WebhookState;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.contract.message.WebhookRequest;
import dev.batchenrich.pipeline.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleAttemptsTest {

  private final JobStatus job = Batches.ended("https://example.com/hook");
  private final Instant end = Objects.requireNonNull(job.completedAt());
  private KeyedTwoInputStreamOperatorTestHarness<String, WebhookRequest, WebhookAttempt, DueAttempt>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new ScheduleAttempts()),
            request -> request.job().batch().batchId(),
            WebhookAttempt::batchId,
            Types.STRING);
    operator.open();
    at(end);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void theEndOfABatchIsToldAtOnce() throws Exception {
    request(1);

    assertThat(due()).hasSize(1);
    assertThat(last().job()).isEqualTo(job);
    assertThat(last().attempt()).isEqualTo(1);
    assertThat(last().progress().state()).isEqualTo(WebhookState.PENDING);
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  @Test
  void anAttemptThatFailedIsFollowedByAnotherAtTheTimeThatItNames() throws Exception {
    request(1);
    var next = end.plusSeconds(5);
    ended(failed(last(), next));

    at(next.minusMillis(1));
    assertThat(due()).hasSize(1);

    at(next);
    assertThat(due()).hasSize(2);
    assertThat(last().attempt()).isEqualTo(2);
    assertThat(last().progress().attempts()).isEqualTo(1);
    assertThat(last().progress().state()).isEqualTo(WebhookState.RETRYING);
  }

  @Test
  void afterASuccessOrTheLastFailureNothingFollows() throws Exception {
    request(1);
    ended(delivered(last()));
    request(1);
    request(2);
    ended(failed(last(), null));

    at(end.plus(Duration.ofDays(4)));

    assertThat(due()).hasSize(2);
    assertThat(last().delivery()).isEqualTo(2);
  }

  @Test
  void aRequestThatComesTwiceIsMetOnce() throws Exception {
    request(1);
    request(1);
    request(2);
    request(2);

    assertThat(due()).extracting(DueAttempt::delivery).containsExactly(1, 2);
  }

  @Test
  void anotherDeliveryTakesTheScheduleOver() throws Exception {
    request(1);
    var first = last();
    ended(failed(first, end.plusSeconds(5)));
    request(2);
    at(end.plusSeconds(6));
    ended(failed(first, end.plusSeconds(7)));
    at(end.plusSeconds(8));

    assertThat(due()).hasSize(2);
    assertThat(last().delivery()).isEqualTo(2);
    assertThat(last().attempt()).isEqualTo(1);
  }

  @Test
  void anAttemptThatACrashMadeHappenTwiceIsFollowedByOneOther() throws Exception {
    request(1);
    var first = last();
    ended(failed(first, end.plusSeconds(5)));
    ended(failed(first, end.plusSeconds(6)));

    at(end.plusSeconds(6));
    assertThat(due()).hasSize(2);

    ended(failed(first, end.plusSeconds(7)));
    at(end.plusSeconds(10));
    assertThat(due()).hasSize(2);
  }

  @Test
  void aLateSuccessEndsIt() throws Exception {
    request(1);
    var first = last();
    ended(failed(first, end.plusSeconds(5)));
    ended(delivered(first));

    at(end.plusSeconds(10));

    assertThat(due()).hasSize(1);
  }

  @Test
  void aJobWithoutAStateGoesOnWhereTheLogsEndInWhicheverOrderItReadsThem() throws Exception {
    var first = new DueAttempt(job, 1, 1, WebhookProgress.NONE);
    var now = end.plus(Duration.ofHours(1));
    at(now);
    ended(failed(first, end.plus(Duration.ofHours(2))));
    request(1);
    at(end.plus(Duration.ofHours(2)));
    assertThat(due()).extracting(DueAttempt::attempt).containsExactly(2);

    close();
    open();
    at(now);
    request(1);
    ended(failed(first, end.plus(Duration.ofHours(2))));
    at(end.plus(Duration.ofHours(2)));
    assertThat(due()).extracting(DueAttempt::attempt).containsExactly(2);
  }

  @Test
  void anOldRequestWaitsForAttemptsThatMayBeInTheOtherLog() throws Exception {
    var now = end.plus(Duration.ofHours(1));
    at(now);
    request(1);
    assertThat(due()).isEmpty();

    ended(delivered(new DueAttempt(job, 1, 1, WebhookProgress.NONE)));
    at(now.plus(ScheduleAttempts.GRACE));
    assertThat(due()).isEmpty();
  }

  @Test
  void anOldRequestThatWasNeverMetIsMet() throws Exception {
    var now = end.plus(Duration.ofHours(1));
    at(now);
    request(1);

    at(now.plus(ScheduleAttempts.GRACE));

    assertThat(due()).hasSize(1);
  }

  @Test
  void theEndOfABatchIsToldHoweverLate() throws Exception {
    at(end.plus(Duration.ofDays(6)));
    request(1);
    at(end.plus(Duration.ofDays(7)));

    assertThat(due()).hasSize(1);
  }

  @Test
  void aWebhookIsForgottenAWhileAfterItsLastAttempt() throws Exception {
    request(1);
    ended(delivered(last()));
    var again = end.plus(Duration.ofDays(1));
    at(again.minus(ScheduleAttempts.GRACE));
    request(2);
    at(again);
    ended(delivered(last(), again));

    at(end.plus(ScheduleAttempts.MEMORY));
    assertThat(operator.numKeyedStateEntries()).isOne();

    at(again.plus(ScheduleAttempts.MEMORY));
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numProcessingTimeTimers()).isZero();
  }

  private void at(Instant time) throws Exception {
    operator.setProcessingTime(time.toEpochMilli());
  }

  /** Asks for a delivery, at the end of the batch, and lets what is due at once go out. */
  private void request(int delivery) throws Exception {
    operator.processElement1(new WebhookRequest(delivery, end, job), 0);
    operator.setProcessingTime(operator.getProcessingTime());
  }

  private void ended(WebhookAttempt attempt) throws Exception {
    operator.processElement2(attempt, 0);
  }

  private List<DueAttempt> due() {
    return operator.extractOutputValues();
  }

  private DueAttempt last() {
    return due().get(due().size() - 1);
  }
}
