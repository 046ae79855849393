package dev.batchenrich.gateway.http;

import static dev.batchenrich.contract.Entity.COMPANY;
import static dev.batchenrich.contract.IdentifierType.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.SubmittedIdentifiers;
import dev.batchenrich.gateway.refusal.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FewLookUpsTest {

  private static final int LIMIT = 500;
  private static final SubmittedIdentifiers ONE =
      new SubmittedIdentifiers(COMPANY, NAMES, List.of("acme"));

  private final CompletableFuture<List<@Nullable EntityRecord>> answer = new CompletableFuture<>();
  private final FewLookUps lookUps = new FewLookUps(new Answering(answer));

  @Test
  void soManyAreUnderWayAndFurtherOnesRefusedUntilTheDirectoryAnswers() {
    var waiting = lookUps.records(ONE);
    for (var i = 1; i < LIMIT; i++) {
      assertThat(lookUps.records(ONE)).isNotDone();
    }
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> lookUps.records(ONE));

    answer.complete(List.of(new EntityRecord(1, List.of())));

    assertThat(waiting).isCompletedWithValueMatching(records -> records.size() == 1);
    assertThat(lookUps.records(ONE)).isCompleted();
  }

  @Test
  void aFailureIsARefusal() {
    answer.completeExceptionally(new IllegalStateException("down"));

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> lookUps.records(ONE).join())
        .withCauseInstanceOf(Refusal.class);
  }

  private record Answering(CompletableFuture<List<@Nullable EntityRecord>> answer)
      implements Directory {

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      return answer;
    }

    @Override
    public void close() {}
  }
}
