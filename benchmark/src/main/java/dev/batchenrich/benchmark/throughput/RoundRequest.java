package dev.batchenrich.benchmark.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a {@link ContestantProcess} is asked for. */
record RoundRequest(Contender contender, int jobs) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** In one line. */
  String toJson() throws JsonProcessingException {
    return JSON.writeValueAsString(this);
  }

  static RoundRequest parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, RoundRequest.class);
  }
}
