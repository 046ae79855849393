package dev.batchenrich.pipeline;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.ResultsFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Batches for tests. */
public final class Batches {

  private Batches() {}

  /** A batch of people by e-mail in chunks of {@code chunkSize}. */
  public static Batch people(int identifiers, int chunkSize) {
    return people(UUID.randomUUID().toString(), identifiers, chunkSize);
  }

  /** The same with an id of the test's choice. */
  public static Batch people(String id, int identifiers, int chunkSize) {
    return new Batch(
        id,
        "acme",
        Entity.PERSON,
        Action.ENRICH,
        IdentifierType.BUSINESS_EMAILS,
        identifiers,
        (identifiers + chunkSize - 1) / chunkSize,
        List.of(),
        null,
        Instant.parse("2026-01-02T03:04:05.678901Z"));
  }

  /** The chunks of {@code batch}, cut at every {@code chunkSize} of its identifiers. */
  public static List<Chunk> chunks(Batch batch, int chunkSize, List<String> identifiers) {
    return IntStream.range(0, batch.chunkCount())
        .mapToObj(
            i ->
                new Chunk(
                    batch,
                    i,
                    i * chunkSize,
                    identifiers.subList(
                        i * chunkSize, Math.min(identifiers.size(), (i + 1) * chunkSize))))
        .toList();
  }

  /** {@code batch}, whose end is told at {@code webhookUrl}. */
  public static Batch to(String webhookUrl, Batch batch) {
    return new Batch(
        batch.batchId(),
        batch.accountId(),
        batch.entity(),
        batch.action(),
        batch.identifierType(),
        batch.identifierCount(),
        batch.chunkCount(),
        batch.fields(),
        webhookUrl,
        batch.submittedAt());
  }

  /** The end, now, of a batch of ten people whose webhook goes to {@code webhookUrl}. */
  public static JobStatus ended(String webhookUrl) {
    return ended(to(webhookUrl, people(10, 10)));
  }

  /** The end, now, of a batch of ten people. */
  public static JobStatus ended(Batch batch) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return JobStatus.ended(
        batch,
        BatchStatus.COMPLETED,
        10,
        7,
        now,
        now.plus(Duration.ofDays(5)),
        null,
        new ResultsFile(batch.batchId() + "/results-1.jsonl.gz", 123),
        null);
  }
}
