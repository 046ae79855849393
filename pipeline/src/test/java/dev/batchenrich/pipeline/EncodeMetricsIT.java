package dev.batchenrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.message.Chunk;
import dev.batchenrich.pipeline.enrich.EncodeChunk;
import dev.batchenrich.pipeline.enrich.FoundRecord;
import dev.batchenrich.pipeline.enrich.LookedUpChunk;
import dev.batchenrich.pipeline.intake.Message;
import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeMetricsIT {

  private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(REPORTER.addToConfiguration(new Configuration()))
              .build());

  @ParameterizedTest
  @CsvSource({"1, isal_pieces", "2, jdk_pieces"})
  void whatCompressesIsAMetric(int level, String counting) throws Exception {
    var runsIsal = System.getProperty("os.arch").equals("amd64");

    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    environment
        .fromData(lookedUp(), lookedUp())
        .map(new EncodeChunk(level))
        .sinkTo(new DiscardingSink<>());
    var job = environment.execute().getJobID();

    for (var name : List.of("isal_pieces", "jdk_pieces")) {
      var isCounting = name.equals(runsIsal ? counting : "jdk_pieces");
      assertThat(REPORTER.findMetrics(job, "deflate." + name).values())
          .singleElement()
          .extracting(metric -> ((Gauge<?>) metric).getValue())
          .isEqualTo(isCounting ? 2L : 0L);
    }
  }

  @Test
  void whatBecameOfIdentifiersIsAMetric() throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    var all = lookedUp();
    var some = new LookedUpChunk(all.submitted(), all.found().subList(0, 20), null);
    var none = new LookedUpChunk(all.submitted(), List.of(), "it is down");
    environment.fromData(all, some, none).map(new EncodeChunk(1)).sinkTo(new DiscardingSink<>());
    var job = environment.execute().getJobID();

    assertThat(count(job, "resolved")).isEqualTo(50);
    assertThat(count(job, "unresolved")).isEqualTo(10);
    assertThat(count(job, "unanswered")).isEqualTo(30);
  }

  private static long count(JobID job, String name) {
    var metrics = REPORTER.findMetrics(job, "identifiers." + name).values();
    assertThat(metrics).hasSize(1);
    return ((Counter) metrics.iterator().next()).getCount();
  }

  private static LookedUpChunk lookedUp() {
    var batch = Batches.people(30, 30);
    var found =
        IntStream.range(0, 30)
            .mapToObj(i -> new FoundRecord(i, new EntityRecord(i + 1, List.of())))
            .toList();
    var chunk = new Chunk(batch, 0, 0, FakeDirectory.emails(30));
    return new LookedUpChunk(new SubmittedChunk(chunk, new Message(0, 0, null, null)), found, null);
  }
}
