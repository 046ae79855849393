package dev.batchenrich.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.message.Chunk;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aBatchHasAHundredChunksOfTenIdentifiersEach() {
    var chunks = new Backlog(1, NOW).chunksOf(0);

    assertThat(chunks)
        .hasSize(100)
        .allSatisfy(chunk -> assertThat(chunk.identifiers()).hasSize(10));
  }

  @Test
  void noIdentifierComesTwice() {
    var backlog = new Backlog(2, NOW);

    assertThat(backlog.chunksOf(0).stream().map(Chunk::identifiers))
        .doesNotContainAnyElementsOf(backlog.chunksOf(1).stream().map(Chunk::identifiers).toList());
  }

  @Test
  void thereAreAtLeastAsManyChunksAsAskedFor() {
    assertThat(Backlog.ofChunks(101, NOW).chunks()).isEqualTo(200);
  }
}
