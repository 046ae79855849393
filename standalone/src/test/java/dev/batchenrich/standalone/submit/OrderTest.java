package dev.batchenrich.standalone.submit;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.Entity.PERSON;
import static dev.batchenrich.contract.IdentifierType.PROFILE_URLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.standalone.client.Submission;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

  private static final String SERVER = "http://localhost:8080";

  @Test
  void moreThanAJobHoldsIsSplitInOrder() {
    var jobs = order(PERSON, 25_000, 10_000, List.of("skills")).jobs();

    assertThat(jobs)
        .extracting(job -> job.identifiers().size())
        .containsExactly(10_000, 10_000, 5_000);
    assertThat(jobs.stream().flatMap(job -> job.identifiers().stream()).toList())
        .isEqualTo(identifiers(25_000));
    assertThat(jobs).allSatisfy(job -> assertThat(job.fields()).containsExactly("skills"));
  }

  @Test
  void whatAJobHoldsIsNotSplit() {
    assertThat(order(PERSON, 10_000, 10_000, List.of()).jobs()).hasSize(1);
    assertThat(order(PERSON, 10_001, 10_000, List.of()).jobs()).hasSize(2);
  }

  @Test
  void equalOrdersHaveEqualDigestsAndOthersDoNot() {
    var digest = order(PERSON, 3, 2, List.of("skills")).digest(SERVER);

    assertThat(order(PERSON, 3, 2, List.of("skills")).digest(SERVER)).isEqualTo(digest);
    assertThat(
            List.of(
                order(PERSON, 3, 2, List.of("skills")).digest("http://localhost:8081"),
                order(COMPANY, 3, 2, List.of("skills")).digest(SERVER),
                order(PERSON, 4, 2, List.of("skills")).digest(SERVER),
                order(PERSON, 3, 3, List.of("skills")).digest(SERVER),
                order(PERSON, 3, 2, List.of()).digest(SERVER)))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Test
  void aJobHoldsOneToTenThousand() {
    for (var size : List.of(0, 10_001)) {
      assertThatThrownBy(() -> order(PERSON, 1, size, List.of()))
          .hasMessage("--job-size must be 1 to 10000, is " + size);
    }
  }

  @Test
  void theKeyOfTheOnlyJobIsTheOneThatWasGiven() {
    assertThat(new WorkFolder.State("", "mine", List.of(0)).key(0)).isEqualTo("mine");
  }

  @Test
  void eachJobAndEachAttemptAfterAFailureHasAKeyOfItsOwn() {
    var state = new WorkFolder.State("", "mine", List.of(0, 1, 2));

    assertThat(List.of(state.key(0), state.key(1), state.key(2)))
        .containsExactly("mine-1", "mine-2-again-1", "mine-3-again-2");
  }

  private static Order order(Entity entity, int count, int jobSize, List<String> fields) {
    return new Order(
        new Submission(entity, PROFILE_URLS, identifiers(count), fields, null), jobSize);
  }

  private static List<String> identifiers(int count) {
    return IntStream.range(0, count).mapToObj(n -> "https://www.linkedin.com/in/p" + n).toList();
  }
}
