package dev.batchenrich.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A batch as the API tells of it.
 *
 * @param processed identifiers looked up so far
 * @param results records found so far
 * @param downloadUrl of the results file; empty unless there is one
 * @param error why it failed; empty unless it did
 * @param json all that the API tells
 */
public record Job(
    String id,
    String status,
    int requested,
    int processed,
    int results,
    String downloadUrl,
    String error,
    JsonNode json) {

  static Job of(JsonNode json) {
    return new Job(
        json.path("batch_id").asText(),
        json.path("status").asText(),
        json.path("entities_requested").asInt(),
        json.path("processed_count").asInt(),
        json.path("entities_fulfilled").asInt(),
        json.path("download_url").asText(""),
        json.path("error_message").asText(""),
        json);
  }

  /** What the API tells under {@code name}; empty if that is nothing. */
  public String text(String name) {
    return json.path(name).asText("").replaceFirst("^null$", "");
  }

  /** True if nothing about it changes any more. */
  public boolean hasEnded() {
    return !status.equals("pending") && !status.equals("processing");
  }

  public boolean isCompleted() {
    return status.equals("completed");
  }

  /** True if there is a file of all results, which is removed some days after the end. */
  public boolean hasResults() {
    return !downloadUrl.isEmpty();
  }

  /**
   * Of the file with what was found: all of it, or what there is of a job that was cancelled or
   * failed. Empty if there is none.
   */
  public String fileUrl() {
    return hasResults() ? downloadUrl : text("partial_download_url");
  }

  /** How it ended, and why if that is known: {@code failed: ...}. */
  public String end() {
    if (isCompleted() && !hasResults()) {
      return "completed, and its results have been removed since";
    }
    return error.isEmpty() ? status : status + ": " + error;
  }
}
