package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.client.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A job as people read it, one fact a line; what the server does not tell has none.
 *
 * @param now which the time left counts from
 */
record ShownJob(Job job, Instant now) {

  List<String> lines() {
    var facts = new LinkedHashMap<String, String>();
    facts.put("batch", job.id());
    facts.put("status", job.hasEnded() ? job.end() : job.status());
    facts.put("of", job.text("entity"));
    facts.put("identifiers", "%,d".formatted(job.requested()));
    facts.put("looked up", "%,d (%d %%)".formatted(job.processed(), percent()));
    facts.put("found", "%,d".formatted(job.results()));
    facts.put("unresolved", unresolved());
    facts.put("rate", rate());
    facts.put("done", estimate());
    facts.put("created", job.text("created_at"));
    facts.put("completed", job.text("completed_at"));
    facts.put("kept until", job.text("expires_at"));
    facts.put("results", job.fileUrl().isEmpty() ? "" : "batch-enrich download " + job.id());
    return facts.entrySet().stream()
        .filter(fact -> !fact.getValue().isEmpty())
        .map(fact -> "%-12s %s".formatted(fact.getKey(), fact.getValue()))
        .toList();
  }

  /** Rounded down, so that 100 is the end. */
  private long percent() {
    return job.requested() == 0 ? 0 : 100L * job.processed() / job.requested();
  }

  private String unresolved() {
    var count = job.json().path("unresolved_count");
    return count.isInt() ? "%,d".formatted(count.intValue()) : "";
  }

  private String rate() {
    var rate = job.json().path("rate_per_second");
    return rate.isNumber() ? "%,.1f a second".formatted(rate.doubleValue()) : "";
  }

  private String estimate() {
    var at = job.text("estimated_completion_at");
    return at.isEmpty()
        ? ""
        : "in about %s: %s"
            .formatted(inWords(Duration.between(now, OffsetDateTime.parse(at).toInstant())), at);
  }

  /** At least a second: the clock here may be ahead of the server's. */
  private static String inWords(Duration left) {
    var seconds = Math.max(1, left.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? left.toMinutes() + " min" : left.toHours() + " h";
  }
}
