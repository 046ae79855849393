package dev.batchenrich.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubmissionTest {

  private static final int KAFKA_MAX_BYTES = 1_000_000;

  @Test
  void identifiersAreCutIntoChunksOfTheChunkSizeInOrder() {
    var identifiers = IntStream.range(0, 25).mapToObj(Integer::toString).toList();

    var chunks = chunks(identifiers, 10);

    assertThat(chunks).extracting(Chunk::chunkIndex).containsExactly(0, 1, 2);
    assertThat(chunks).extracting(Chunk::firstPosition).containsExactly(0, 10, 20);
    assertThat(chunks.stream().flatMap(chunk -> chunk.identifiers().stream()))
        .containsExactlyElementsOf(identifiers);
    assertThat(chunks.get(0).batch().chunkCount()).isEqualTo(3);
  }

  @Test
  void aChunkFitsAKafkaMessageHoweverItsIdentifiersAreEscaped() {
    for (var character : List.of("x", "é", "漢", "😀", "\"", "\u0000")) {
      var identifier = character.repeat(2_048 / character.length());

      var chunks = chunks(Collections.nCopies(1_000, identifier), 1_000);

      assertThat(chunks).allMatch(chunk -> Json.write(chunk).length < KAFKA_MAX_BYTES);
      assertThat(chunks.stream().mapToInt(chunk -> chunk.identifiers().size()).sum())
          .isEqualTo(1_000);
    }
  }

  @Test
  void equalSubmissionsHaveEqualFingerprintsAndOthersHaveNot() {
    var submission = submission(List.of("a", "b"), 100);

    assertThat(submission.fingerprint())
        .hasSize(64)
        .isEqualTo(submission(List.of("a", "b"), 100).fingerprint())
        .isNotEqualTo(submission(List.of("b", "a"), 100).fingerprint())
        .isNotEqualTo(submission(List.of("a", "b"), 101).fingerprint());
  }

  private static List<Chunk> chunks(List<String> identifiers, int chunkSize) {
    var submission = submission(identifiers, chunkSize);
    return submission.chunks(
        submission.batch("00000000-0000-0000-0000-000000000001", "account", Instant.EPOCH));
  }

  private static Submission submission(List<String> identifiers, int chunkSize) {
    return new Submission(
        Entity.COMPANY, IdentifierType.NAMES, identifiers, List.of(), null, chunkSize);
  }
}
