package dev.batchenrich.pipeline;

import static org.awaitility.Awaitility.await;

import dev.batchenrich.pipeline.kafka.KafkaEnds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code enrich} on the mini cluster, with a directory that is not real. */
final class RunningJob implements AutoCloseable {

  private final String bootstrapServers;
  private final URI results;
  private final Duration latency;
  private final Duration batchDeadline;
  private JobClient job;

  RunningJob(String bootstrapServers, URI results, Duration latency, Duration batchDeadline)
      throws Exception {
    this.bootstrapServers = bootstrapServers;
    this.results = results;
    this.latency = latency;
    this.batchDeadline = batchDeadline;
    job = start(2, new Configuration());
  }

  private JobClient start(int parallelism, Configuration recovery) throws Exception {
    var latency = this.latency;
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(recovery);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(200);
    environment.getConfig().enableObjectReuse();
    var kafka = new KafkaEnds("test", Map.of("bootstrap.servers", bootstrapServers));
    EnrichJob.define(
        environment.fromSource(
            kafka.submissions(), WatermarkStrategy.noWatermarks(), "submissions"),
        subtasks -> new FakeDirectory(latency),
        new EnrichJob.Sinks(kafka.deadLetters(), kafka.statuses()),
        config());
    return environment.executeAsync(EnrichJob.NAME);
  }

  private EnrichConfig config() {
    return EnrichConfig.of(
        EnrichOptions.TABLE.read(
            "--kafka.bootstrap.servers",
            bootstrapServers,
            "--directory",
            "fake:",
            "--results",
            results.toString(),
            "--look-up.deadline",
            "1 s",
            "--batch.deadline",
            batchDeadline.toSeconds() + " s",
            "--batch.progress-interval",
            "100 ms"));
  }

  /** Takes a savepoint as soon as all tasks run, and goes on from it with another parallelism. */
  void rescale(int parallelism, Path savepoints) throws Exception {
    var savepoint =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .until(
                () ->
                    job.stopWithSavepoint(
                            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(),
                path -> !path.isEmpty());
    var recovery = new Configuration();
    recovery.setString("execution.state-recovery.path", savepoint);
    job = start(parallelism, recovery);
  }

  @Override
  public void close() throws Exception {
    job.cancel().get();
  }
}
