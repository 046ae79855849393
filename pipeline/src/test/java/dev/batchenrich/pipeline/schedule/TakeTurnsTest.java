package dev.batchenrich.pipeline.schedule;

import static dev.batchenrich.pipeline.schedule.Attempts.delivered;
import static dev.batchenrich.pipeline.schedule.Attempts.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.WebhookAttempt;
import dev.batchenrich.pipeline.Batches;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeTurnsTest {

  private KeyedTwoInputStreamOperatorTestHarness<String, DueAttempt, WebhookAttempt, DueAttempt>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new TakeTurns(2)),
            due -> Receiver.of(due.url()),
            attempt -> Receiver.of(attempt.url()),
            Types.STRING);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void onlySoManyAreUnderWayAtOneReceiverAndTheOthersFollowInOrder() throws Exception {
    var due = due("https://slow.example/", 5);
    for (var each : due) {
      operator.processElement1(each, 0);
    }
    assertThat(out()).isEqualTo(due.subList(0, 2));

    operator.processElement2(failed(due.get(1), null), 0);
    assertThat(out()).isEqualTo(due.subList(0, 3));

    operator.processElement2(delivered(due.get(0)), 0);
    operator.processElement2(delivered(due.get(2)), 0);
    assertThat(out()).isEqualTo(due);
  }

  @Test
  void anotherReceiverDoesNotWait() throws Exception {
    for (var each : due("https://slow.example/", 3)) {
      operator.processElement1(each, 0);
    }
    var other = due("https://slow.example:8443/", 1).get(0);

    operator.processElement1(other, 0);

    assertThat(out()).contains(other);
  }

  @Test
  void anOutcomeThatComesTwiceFreesOnePlace() throws Exception {
    var due = due("https://slow.example/", 4);
    for (var each : due) {
      operator.processElement1(each, 0);
    }

    operator.processElement2(failed(due.get(0), null), 0);
    operator.processElement2(failed(due.get(0), null), 0);

    assertThat(out()).isEqualTo(due.subList(0, 3));
  }

  @Test
  void anAttemptWhoseOutcomeNeverComesKeepsItsPlaceForAWhileOnly() throws Exception {
    for (var each : due("https://slow.example/", 2)) {
      operator.processElement1(each, 0);
    }
    var next = due("https://slow.example/", 1).get(0);
    operator.setProcessingTime(TakeTurns.LONGEST.toMillis() + 1);

    operator.processElement1(next, 0);

    assertThat(out()).hasSize(3).contains(next);
  }

  @Test
  void nothingIsLeftWhenAllIsDone() throws Exception {
    var due = due("https://slow.example/", 3);
    for (var each : due) {
      operator.processElement1(each, 0);
    }
    for (var each : due) {
      operator.processElement2(delivered(each), 0);
    }

    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  private List<DueAttempt> out() {
    return operator.extractOutputValues();
  }

  private static List<DueAttempt> due(String url, int count) {
    return Stream.generate(() -> new DueAttempt(Batches.ended(url), 1, 1, WebhookProgress.NONE))
        .limit(count)
        .toList();
  }
}
