package dev.batchenrich.pipeline.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookUpsUnderWayTest {

  private final LookUpsUnderWay underWay = new LookUpsUnderWay(2);

  @Test
  void aCancelledBatchsLookUpsAreNotWantedAnyMoreAndThoseOfOthersAre() {
    var first = underWay.begin("a");
    var second = underWay.begin("a");
    var other = underWay.begin("b");

    underWay.cancel("a");

    assertThat(first.unwanted()).isDone();
    assertThat(second.unwanted()).isDone();
    assertThat(other.unwanted()).isNotDone();
    first.end();
    other.end();
  }

  @Test
  void aLookUpThatHasEndedIsNotTold() {
    var ended = underWay.begin("a");
    var other = underWay.begin("a");
    ended.end();

    underWay.cancel("a");

    assertThat(ended.unwanted()).isNotDone();
    assertThat(other.unwanted()).isDone();
  }

  @Test
  void theBatchesThatWereCancelledLastBeginNoLookUps() {
    underWay.cancel("a");
    underWay.cancel("b");
    assertThat(underWay.begin("a").unwanted()).isDone();

    underWay.cancel("c");

    assertThat(underWay.begin("a").unwanted()).isNotDone();
    assertThat(underWay.begin("b").unwanted()).isDone();
    assertThat(underWay.begin("c").unwanted()).isDone();
  }

  @Test
  void lookUpsMayEndWhileTheyAreToldThatTheyAreNotWanted() {
    for (var i = 0; i < 10; i++) {
      var lookUp = underWay.begin("a");
      var unused = lookUp.unwanted().thenRun(lookUp::end);
    }

    underWay.cancel("a");

    assertThat(underWay.begin("a").unwanted()).isDone();
  }
}
