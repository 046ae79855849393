package dev.batchenrich.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CancellationTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final Batch BATCH =
      new Batch(
          "53ab686b-c054-496b-8baf-baff5ecc85cf",
          "demo",
          Entity.COMPANY,
          Action.ENRICH,
          IdentifierType.DOMAINS,
          3,
          1,
          List.of(),
          null,
          AT);
  private static final String JSON =
      """
      {"version":1,"batch":{"batch_id":"53ab686b-c054-496b-8baf-baff5ecc85cf","account_id":"demo",\
      "entity":"company","action":"enrich","identifier_type":"domains","identifier_count":3,\
      "chunk_count":1,"fields":[],"submitted_at":"2026-01-02T03:04:05Z"},\
      "requested_at":"2026-01-02T03:04:06.123456Z"}""";

  @Test
  void cancellationsAreReadAndWrittenAsTheyEverWere() {
    var cancellation = new Cancellation(BATCH, Instant.parse("2026-01-02T03:04:06.123456Z"));

    assertThat(new String(Json.write(cancellation), UTF_8)).isEqualTo(JSON);
    assertThat(Json.read(JSON.getBytes(UTF_8), Cancellation.class)).isEqualTo(cancellation);
  }

  @Test
  void aWrongCancellationIsRefusedNamingTheField() {
    assertRefused("\"version\":1", "\"version\":2", "version 2 is not supported");
    assertRefused("\"requested_at\"", "\"requested\"", "requested_at is missing");
    assertRefused("2026-01-02T03:04:06.123456Z", "+10000-01-01T00:00:00Z", "requested_at must be");
    assertRefused("\"batch\"", "\"batches\"", "batch is missing");
  }

  @Test
  void aCancelledBatchHasItsResultsAndNoErrorMessage() {
    var results = new ResultsFile(BATCH.batchId() + "/part-0.jsonl.gz", 20);

    assertThat(cancelled(results, null).status().isTerminal()).isTrue();
    assertThatThrownBy(() -> cancelled(null, null)).hasMessageContaining("results belong to");
    assertThatThrownBy(() -> cancelled(results, "why"))
        .hasMessageContaining("error_message belongs to failed, status is cancelled");
  }

  private static JobStatus cancelled(@Nullable ResultsFile results, @Nullable String errorMessage) {
    return JobStatus.ended(
        BATCH, BatchStatus.CANCELLED, 2, 1, AT, AT.plusSeconds(60), errorMessage, results, null);
  }

  private static void assertRefused(String part, String changed, String reason) {
    var json = JSON.replace(part, changed).getBytes(UTF_8);
    assertThatThrownBy(() -> Json.read(json, Cancellation.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
