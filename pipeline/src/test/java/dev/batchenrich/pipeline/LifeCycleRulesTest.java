package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.page.Page;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The rules that docs/cluster.md has for a bucket fit what the job does with its results. */
class LifeCycleRulesTest {

  private static final Page PAGE = new Page("docs/cluster.md");
  private static final String RESULTS = "--results ";

  @Test
  void theyAreForTheFolderThatTheJobIsGiven() throws JsonProcessingException {
    var results = URI.create(PAGE.inline(RESULTS + "s3://").substring(RESULTS.length()));

    assertThat(rules())
        .hasSize(2)
        .allSatisfy(
            rule ->
                assertThat("/" + rule.at("/Filter/Prefix").asText())
                    .isEqualTo(results.getPath() + "/"));
  }

  @Test
  void resultsExpireWhenTheJobWouldRemoveThem() throws JsonProcessingException {
    assertThat(rules().get(0).at("/Expiration/Days").asLong())
        .isEqualTo(EnrichOptions.RESULTS_RETENTION.defaultValue().toDays());
  }

  private static JsonNode rules() throws JsonProcessingException {
    return new ObjectMapper().readTree(PAGE.block("json", "{")).path("Rules");
  }
}
