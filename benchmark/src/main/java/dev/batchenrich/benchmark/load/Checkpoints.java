package dev.batchenrich.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.stream.StreamSupport;

/** Of the job {@code enrich}, as Flink's REST API tells. */
public record Checkpoints(int completed, int longestMillis) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Checkpoints of(URI flink) throws IOException {
    var jobs = get(flink, "/jobs/overview").path("jobs");
    var job =
        StreamSupport.stream(jobs.spliterator(), false)
            .filter(each -> each.path("name").asText().equals("enrich"))
            .map(each -> each.path("jid").asText())
            .findFirst()
            .orElseThrow();
    var told = get(flink, "/jobs/" + job + "/checkpoints");
    return new Checkpoints(
        told.at("/counts/completed").asInt(), told.at("/summary/end_to_end_duration/max").asInt());
  }

  private static JsonNode get(URI flink, String path) throws IOException {
    try (var answer = flink.resolve(path).toURL().openStream()) {
      return JSON.readTree(answer);
    }
  }
}
