package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.contract.message.JobEntry;
import dev.batchenrich.contract.topic.Topic;
import dev.batchenrich.gateway.intake.Submission;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.gateway.publish.Publication;
import dev.batchenrich.gateway.publish.Publisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Jobs on Kafka as the gateway puts them there: by its own publisher, each in a transaction with
 * its confirmation.
 */
final class Publishing implements AutoCloseable {

  /** As many as ours gets submissions at a time. */
  private static final int AT_A_TIME = 4;

  private static final String ACCOUNT = "account";

  private final Records records;
  private final Fields fields;
  private final KafkaClients clients;
  private final Publisher publisher;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

  Publishing(String bootstrapServers, Records records, Fields fields) {
    this.records = records;
    this.fields = fields;
    clients = new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
    publisher = new Publisher(clients, "benchmark");
  }

  /** A job that is ready to be published. */
  record Ready(List<Chunk> chunks, JobEntry confirmation) {}

  int partitions(Topic topic) {
    try (var admin = clients.admin()) {
      var described = admin.describeTopics(List.of(topic.topicName())).allTopicNames().get();
      return described.values().iterator().next().partitions().size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first {@code jobs} jobs, under new ids. */
  List<Ready> prepare(int jobs) {
    return IntStream.range(0, jobs).mapToObj(this::prepared).toList();
  }

  private Ready prepared(int job) {
    var submission =
        new Submission(
            Entity.PERSON,
            IdentifierType.BUSINESS_EMAILS,
            records.job(job),
            fields.names(),
            null,
            Submission.DEFAULT_CHUNK_SIZE);
    var batch = submission.batch(UUID.randomUUID().toString(), ACCOUNT, Instant.now());
    var confirmation =
        new JobEntry(
            JobEntry.Kind.CONFIRMATION,
            UUID.randomUUID().toString(),
            submission.fingerprint(),
            batch);
    return new Ready(submission.chunks(batch), confirmation);
  }

  void publish(List<Ready> jobs) throws InterruptedException, ExecutionException {
    var log = new TopicPartition(Topic.JOBS.topicName(), 0);
    var work =
        jobs.stream()
            .<Callable<Publication>>map(
                job ->
                    () ->
                        publisher.publish(
                            job.chunks(), job.confirmation(), log, () -> true, () -> false))
            .toList();
    for (var publication : threads.invokeAll(work)) {
      if (publication.get().outcome() != Publication.Outcome.COMMITTED) {
        throw new IllegalStateException("a job was not published: " + publication.get());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    publisher.close();
  }
}
