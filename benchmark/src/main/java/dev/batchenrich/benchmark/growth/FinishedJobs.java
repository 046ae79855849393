package dev.batchenrich.benchmark.growth;

import dev.batchenrich.benchmark.load.BulkProducer;
import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Batch;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.contract.message.Json;
import dev.batchenrich.contract.message.ResultsFile;
import dev.batchenrich.contract.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Jobs that were submitted one a second until a time, spread evenly over accounts, and that have
 * all completed.
 */
record FinishedJobs(int count, List<String> accounts, Instant until) {

  private static final Duration RETENTION = Duration.ofDays(5);
  private static final int UNDER_WAY = 20_000;
  private static final String FINGERPRINT = "0".repeat(64);

  /** The account of the job at {@code index}, from 0. */
  String account(int index) {
    return accounts.get(index % accounts.size());
  }

  String batchId(int index) {
    return new UUID(0x6a6f_6273_0000_4000L, 0x8000_0000_0000_0000L | index).toString();
  }

  /** Writes what gateways and the job {@code enrich} would have written. */
  void write(String bootstrapServers) throws ExecutionException, InterruptedException {
    try (var producer = new BulkProducer(bootstrapServers)) {
      var partitions = producer.partitionsFor(Topic.JOBS.topicName()).size();
      var sent = new ArrayDeque<Future<?>>();
      for (var i = 0; i < count; i++) {
        var batch = batch(i);
        var partition = Topic.partitionOf(batch.accountId(), partitions);
        var entry = new JobEntry(JobEntry.Kind.CONFIRMATION, batch.batchId(), FINGERPRINT, batch);
        sent.add(producer.send(message(Topic.JOBS, partition, batch, Json.write(entry))));
        sent.add(
            producer.send(message(Topic.STATUS, partition, batch, Json.write(completed(batch)))));
        if (sent.size() > UNDER_WAY) {
          sent.remove().get();
          sent.remove().get();
        }
      }
      for (var each : sent) {
        each.get();
      }
    }
  }

  private static ProducerRecord<String, byte[]> message(
      Topic topic, int partition, Batch batch, byte[] value) {
    return new ProducerRecord<>(topic.topicName(), partition, batch.batchId(), value);
  }

  private Batch batch(int index) {
    return new Batch(
        batchId(index),
        account(index),
        Entity.PERSON,
        Action.ENRICH,
        IdentifierType.BUSINESS_EMAILS,
        10_000,
        100,
        List.of(),
        null,
        until.minusSeconds(count - (long) index));
  }

  private static JobStatus completed(Batch batch) {
    var ended = batch.submittedAt().plusSeconds(1);
    return JobStatus.ended(
        batch,
        BatchStatus.COMPLETED,
        batch.identifierCount(),
        9_000,
        ended,
        ended.plus(RETENTION),
        null,
        new ResultsFile(batch.batchId() + "/results-0.jsonl.gz", 5_000_000),
        null);
  }
}
