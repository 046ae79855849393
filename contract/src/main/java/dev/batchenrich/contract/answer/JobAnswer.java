package dev.batchenrich.contract.answer;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as callers see it, and as its webhook tells it. What is absent is left out, but for those
 * that are always there.
 */
public record JobAnswer(
    String batchId,
    Entity entity,
    Action action,
    int identifierCount,
    int entitiesRequested,
    String statusUrl,
    BatchStatus status,
    int resultCount,
    int entitiesFulfilled,
    int processedCount,
    int unresolvedCount,
    @JsonInclude(ALWAYS) @Nullable Double ratePerSecond,
    @JsonInclude(ALWAYS) @Nullable String estimatedCompletionAt,
    String createdAt,
    @JsonInclude(ALWAYS) @Nullable String completedAt,
    @Nullable String downloadUrl,
    @Nullable List<String> downloadUrls,
    @Nullable String partialDownloadUrl,
    @Nullable String unresolvedUrl,
    @Nullable String expiresAt,
    @JsonInclude(ALWAYS) @Nullable String errorMessage,
    @Nullable WebhookAnswer webhook) {

  /** Not {@code Z}, always microseconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  /**
   * The answer about {@code job}.
   *
   * @param links to what can be downloaded
   * @param webhook what came of its webhook, if it has one
   */
  public static JobAnswer of(JobStatus job, JobLinks links, WebhookProgress webhook) {
    var batch = job.batch();
    var link = links.results();
    var isComplete = job.status() == BatchStatus.COMPLETED;
    return new JobAnswer(
        batch.batchId(),
        batch.entity(),
        batch.action(),
        batch.identifierCount(),
        batch.identifierCount(),
        statusUrl(batch),
        job.status(),
        job.resultCount(),
        job.resultCount(),
        job.processedCount(),
        job.unresolvedCount(),
        job.ratePerSecond(),
        timeOrNull(job.estimatedCompletionAt()),
        time(batch.submittedAt()),
        timeOrNull(job.completedAt()),
        isComplete ? link : null,
        isComplete && link != null ? List.of(link) : null,
        isComplete ? null : link,
        links.unresolved(),
        links.areNone() ? null : timeOrNull(job.expiresAt()),
        job.errorMessage(),
        batch.webhookUrl() == null ? null : WebhookAnswer.of(batch.webhookUrl(), webhook));
  }

  /** Where its status is asked for, relative. */
  public static String statusUrl(Batch batch) {
    return "/batch/" + batch.batchId();
  }

  private static @Nullable String timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  /** An instant as the API writes it. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }
}
