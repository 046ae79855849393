package dev.batchenrich.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.standalone.client.Job;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownJobTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aJobUnderWayTellsHowFarItIsHowFastAndHowLongItWillTake() throws Exception {
    var running =
        """
        {"entity":"company","unresolved_count":100,"rate_per_second":100.04,
         "estimated_completion_at":"2026-01-02T03:04:17.500000+00:00",
         "created_at":"2026-01-02T03:03:57.000000+00:00","completed_at":null}
        """;

    assertThat(lines("processing", 1_999, running))
        .containsExactly(
            "batch        id",
            "status       processing",
            "of           company",
            "identifiers  2,000",
            "looked up    1,999 (99 %)",
            "found        700",
            "unresolved   100",
            "rate         100.0 a second",
            "done         in about 12 s: 2026-01-02T03:04:17.500000+00:00",
            "created      2026-01-02T03:03:57.000000+00:00");
  }

  @Test
  void whatTheServerDoesNotTellIsLeftOut() throws Exception {
    var silent = "{\"rate_per_second\":null,\"estimated_completion_at\":null}";

    assertThat(lines("pending", 0, silent))
        .containsExactly(
            "batch        id",
            "status       pending",
            "identifiers  2,000",
            "looked up    0 (0 %)",
            "found        700");
  }

  @Test
  void aCancelledJobTellsHowToGetWhatWasFound() throws Exception {
    var cancelled = "{\"partial_download_url\":\"http://localhost/file\"}";

    assertThat(lines("cancelled", 800, cancelled))
        .contains("looked up    800 (40 %)")
        .endsWith("results      batch-enrich download id");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:00+00:00, 1 s",
    "2026-01-02T03:06:04+00:00, 119 s",
    "2026-01-02T03:06:05+00:00, 2 min",
    "2026-01-02T05:04:04+00:00, 119 min",
    "2026-01-02T05:04:05+00:00, 2 h"
  })
  void theTimeLeftIsInTheUnitThatIsReadAtAGlance(String at, String words) throws Exception {
    assertThat(lines("processing", 1, "{\"estimated_completion_at\":\"%s\"}".formatted(at)))
        .contains("done         in about %s: %s".formatted(words, at));
  }

  private static List<String> lines(String status, int processed, String json)
      throws JsonProcessingException {
    var told = new ObjectMapper().readTree(json);
    return new ShownJob(new Job("id", status, 2_000, processed, 700, "", "", told), NOW).lines();
  }
}
