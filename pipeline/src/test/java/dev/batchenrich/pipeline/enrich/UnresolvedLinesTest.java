package dev.batchenrich.pipeline.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.pipeline.Batches;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnresolvedLinesTest {

  /** The second of two chunks. */
  private final SubmittedChunk submitted =
      new SubmittedChunk(
          new Chunk(
              Batches.people(8, 4),
              1,
              4,
              List.of("a@example.com", "say \"hi\"\n\u00e9", "b@example.com", "b@example.com")),
          new Message(0, 1, null, null));

  @Test
  void eachPositionWithoutARecordIsListedInOrderWithItsReason() {
    assertThat(lines(null, 0))
        .isEqualTo(
            """
            {"position":5,"original_identifier":"say \\"hi\\"\\n\u00e9","reason":"not_an_identifier"}
            {"position":6,"original_identifier":"b@example.com","reason":"not_found"}
            {"position":7,"original_identifier":"b@example.com","reason":"not_found"}
            """);
  }

  @Test
  void aLookUpThatWasGivenUpLeavesIdentifiersWithoutAnswer() {
    assertThat(lines("connection refused"))
        .isEqualTo(
            """
            {"position":4,"original_identifier":"a@example.com","reason":"no_answer"}
            {"position":5,"original_identifier":"say \\"hi\\"\\n\u00e9","reason":"not_an_identifier"}
            {"position":6,"original_identifier":"b@example.com","reason":"no_answer"}
            {"position":7,"original_identifier":"b@example.com","reason":"no_answer"}
            """);
  }

  @Test
  void nothingIsWrittenWhereEverythingResolves() {
    assertThat(UnresolvedLines.of(lookedUp(null, 0, 1, 2, 3))).isNull();
  }

  private String lines(@Nullable String failure, int... found) {
    return new String(requireNonNull(UnresolvedLines.of(lookedUp(failure, found))), UTF_8);
  }

  private LookedUpChunk lookedUp(@Nullable String failure, int... found) {
    var records =
        Arrays.stream(found)
            .mapToObj(index -> new FoundRecord(index, new EntityRecord(index + 1, List.of())))
            .toList();
    return new LookedUpChunk(submitted, records, failure);
  }
}
