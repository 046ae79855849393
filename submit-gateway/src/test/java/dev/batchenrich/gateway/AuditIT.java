package dev.batchenrich.gateway;

import static dev.batchenrich.gateway.GatewayFixture.submission;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that runs by itself writes of the submissions that it was sent. */
@ExtendWith(KafkaClusterExtension.class)
class AuditIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BODY =
      """
      {"domains":["secret-company.example"],"webhook_url":"https://hooks.example/secret-path"}""";

  @Test
  void eachSubmissionLeavesALineThatSaysWhoseItIsAndNothingOfWhatItHolds(
      KafkaCluster cluster, @TempDir Path folder) throws Exception {
    try (var fixture = new GatewayFixture(cluster.getBootstrapServers(), folder)) {
      fixture.createTopics();
      var key = fixture.keyOf("account");
      var output = folder.resolve("output");
      try (var process =
          new GatewayProcess(
              fixture.config("gateway-1"), output, Map.of(), "--log-format", "json")) {
        process.awaitOutput("\"message\":\"ready\"");
        var address = process.awaitAddress();
        var accepted =
            fixture.send(submission(address, key, "company", BODY).header("x-request-id", "mine"));
        fixture.send(submission(address, key, "person", BODY));
        fixture.send(submission(address, "wrong-key", "company", BODY));
        process.terminate();
        assertThat(process.awaitExit()).isZero();

        var lines = audit(process.outputLines());
        assertThat(lines).hasSize(3);
        var keyId = ApiKeyFile.hash(key).substring(0, 12);
        assertThat(lines.get(0))
            .containsAllEntriesOf(
                Map.of(
                    "outcome", "accepted",
                    "type", "new",
                    "account", "account",
                    "key", keyId,
                    "batch_id", GatewayFixture.batchId(accepted),
                    "request_id", "mine",
                    "entity", "company",
                    "identifier_type", "domains",
                    "identifiers", "1",
                    "webhook_host", "hooks.example"));
        assertThat(lines.get(1))
            .containsAllEntriesOf(
                Map.of("outcome", "refused", "type", "invalid_request", "account", "account"))
            .doesNotContainKeys("batch_id", "identifiers");
        assertThat(lines.get(2))
            .containsAllEntriesOf(Map.of("outcome", "refused", "type", "unauthorized"))
            .doesNotContainKeys("account", "key");
        assertThat(process.output())
            .doesNotContain(key, "wrong-key", "secret-company", "secret-path");
      }
    }
  }

  /** Those of the audit; every line is JSON. */
  private static List<Map<String, String>> audit(List<String> output) throws Exception {
    var lines = new ArrayList<Map<String, String>>();
    for (var text : output) {
      var line = JSON.readTree(text);
      if (line.path("log.logger").asText().equals("dev.batchenrich.audit")) {
        lines.add(fields(line));
      }
    }
    return lines;
  }

  private static Map<String, String> fields(JsonNode line) {
    return JSON.convertValue(
        line, JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  }
}
