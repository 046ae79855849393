package dev.batchenrich.gateway;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the enrich job announces. */
public final class Statuses {

  private static final Duration RETENTION = Duration.ofDays(5);

  private Statuses() {}

  public static Batch batch(String batchId, String account, Instant submittedAt) {
    return batch(batchId, account, null, submittedAt);
  }

  public static Batch batch(
      String batchId, String account, @Nullable String webhookUrl, Instant submittedAt) {
    return new Batch(
        batchId,
        account,
        Entity.COMPANY,
        Action.ENRICH,
        IdentifierType.DOMAINS,
        3,
        1,
        List.of(),
        webhookUrl,
        submittedAt);
  }

  public static JobStatus completed(Batch batch, int resultCount, Instant at, long bytes) {
    return ended(batch, BatchStatus.COMPLETED, resultCount, at, null, file(batch, bytes));
  }

  /** Completed, with {@code unresolvedBytes} that tell what gave no record. */
  public static JobStatus completed(
      Batch batch, int resultCount, Instant at, long bytes, long unresolvedBytes) {
    return JobStatus.ended(
        batch,
        BatchStatus.COMPLETED,
        batch.identifierCount(),
        resultCount,
        at,
        at.plus(RETENTION),
        null,
        file(batch, bytes),
        new ResultsFile(batch.batchId() + "/unresolved/part-0.jsonl.gz", unresolvedBytes));
  }

  public static JobStatus failed(Batch batch, int resultCount, Instant at, long bytes) {
    return ended(
        batch, BatchStatus.FAILED, resultCount, at, "look-ups gave up", file(batch, bytes));
  }

  /** Cancelled after two of its identifiers. */
  public static JobStatus cancelled(Batch batch, int resultCount, Instant at, long bytes) {
    return JobStatus.ended(
        batch,
        BatchStatus.CANCELLED,
        2,
        resultCount,
        at,
        at.plus(RETENTION),
        null,
        file(batch, bytes),
        null);
  }

  public static JobStatus failedWithoutFile(Batch batch, int resultCount, Instant at) {
    return ended(batch, BatchStatus.FAILED, resultCount, at, "the file cannot be written", null);
  }

  private static ResultsFile file(Batch batch, long bytes) {
    return new ResultsFile(batch.batchId() + "/part-0.jsonl.gz", bytes);
  }

  private static JobStatus ended(
      Batch batch,
      BatchStatus status,
      int resultCount,
      Instant at,
      @Nullable String errorMessage,
      @Nullable ResultsFile file) {
    return JobStatus.ended(
        batch,
        status,
        batch.identifierCount(),
        resultCount,
        at,
        at.plus(RETENTION),
        errorMessage,
        file,
        null);
  }
}
