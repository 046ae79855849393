package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.directory.Directory;
import dev.batchenrich.directory.DirectoryRefusal;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import dev.batchenrich.directory.cache.CachingDirectory;
import dev.batchenrich.pipeline.enrich.DirectoryFactory;
import dev.batchenrich.pipeline.enrich.LookUpChunk;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LookUpMetricsIT {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .build());

  @Test
  void hitsAndMissesOfTheCacheAreMetricsOfTheLookUps() throws Exception {
    var job =
        run(
            subtasks ->
                CachingDirectory.over(
                    new FakeDirectory(Duration.ofMillis(1)),
                    new DirectorySettings(
                        "fake:",
                        null,
                        1,
                        Duration.ofSeconds(1),
                        0,
                        new CacheSettings(1 << 20, Duration.ofHours(1), Duration.ofHours(1)))));

    assertThat(cacheMetrics(job))
        .isEqualTo(Map.of("hit_rate", 2.0 / 3, "hits", 20L, "misses", 10L));
  }

  @Test
  void withoutACacheThereAreNoSuchMetrics() throws Exception {
    assertThat(cacheMetrics(run(subtasks -> new FakeDirectory(Duration.ofMillis(1))))).isEmpty();
  }

  @Test
  void whatIsAskedAndGivenUpAreMetrics() throws Exception {
    var job = run(subtasks -> new FakeDirectory(Duration.ofMillis(1)));
    assertThat(metrics(job, "directory."))
        .isEqualTo(Map.of("identifiers", 30L, "retries", 0L, "given_up", 0L));

    var refused = run(subtasks -> new RefusingDirectory());
    assertThat(metrics(refused, "directory."))
        .isEqualTo(Map.of("identifiers", 30L, "retries", 0L, "given_up", 3L));
  }

  /** Answers nobody. */
  private static final class RefusingDirectory implements Directory {

    @Override
    public CompletionStage<List<@Nullable EntityRecord>> lookUp(
        Entity entity, IdentifierType type, List<String> identifiers) {
      return CompletableFuture.failedFuture(new DirectoryRefusal("no"));
    }

    @Override
    public void close() {}
  }

  /** Looks three chunks up one after another, of the same ten people. */
  private static JobID run(DirectoryFactory directory) throws Exception {
    var batch = Batches.people(30, 10);
    var people = FakeDirectory.emails(10);
    people.set(3, "nobody@example.org");
    var chunks =
        List.of(0, 10, 20).stream()
            .map(first -> new Chunk(batch, first / 10, first, people))
            .map(chunk -> new SubmittedChunk(chunk, new Message(0, 0, null, null)))
            .toList();
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    AsyncDataStream.unorderedWait(
            environment.fromData(chunks),
            new LookUpChunk(directory, Duration.ofMinutes(1), Duration.ofMinutes(2)),
            0,
            TimeUnit.MINUTES,
            1)
        .sinkTo(new DiscardingSink<>());
    return environment.execute().getJobID();
  }

  private static Map<String, Object> cacheMetrics(JobID job) {
    return metrics(job, "directory_cache");
  }

  private static Map<String, Object> metrics(JobID job, String group) {
    var values = new TreeMap<String, Object>();
    REPORTER
        .findMetrics(job, group)
        .forEach(
            (name, metric) -> values.put(name.substring(name.lastIndexOf('.') + 1), value(metric)));
    return values;
  }

  private static Object value(Metric metric) {
    return metric instanceof Counter counter ? counter.getCount() : ((Gauge<?>) metric).getValue();
  }
}
