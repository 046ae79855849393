package dev.batchenrich.pipeline;

import static org.awaitility.Awaitility.await;

import dev.batchenrich.pipeline.enrich.DirectoryFactory;
import dev.batchenrich.pipeline.kafka.KafkaEnds;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code enrich} on the mini cluster, with a directory of the test's choice. */
final class RunningJob implements AutoCloseable {

  private final String bootstrapServers;
  private final DirectoryFactory directory;
  private final EnrichConfig config;
  private JobClient job;

  RunningJob(
      String bootstrapServers, URI results, DirectoryFactory directory, String... furtherOptions)
      throws Exception {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    var options =
        List.of(
            "--kafka.bootstrap.servers",
            bootstrapServers,
            "--directory",
            "of:the-test",
            "--results",
            results.toString(),
            "--batch.progress-interval",
            "100 ms",
            "--checkpoint-interval",
            "200 ms");
    config =
        EnrichConfig.of(
            EnrichOptions.TABLE.read(
                Stream.concat(options.stream(), Stream.of(furtherOptions)).toArray(String[]::new)));
    job = start(2, new Configuration());
  }

  private JobClient start(int parallelism, Configuration recovery) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(recovery);
    environment.setParallelism(parallelism);
    ExactlyOnce.checkpoint(environment, config.checkpointInterval());
    var kafka = new KafkaEnds("test", Map.of("bootstrap.servers", bootstrapServers));
    EnrichJob.define(
        KafkaEnds.stream(environment, kafka.submissions(), "submissions"),
        directory,
        new EnrichJob.Sinks(kafka.deadLetters(), kafka.statuses()),
        config);
    return environment.executeAsync(EnrichJob.NAME);
  }

  /**
   * Takes a savepoint as soon as all tasks run, and goes on from it with another parallelism. Not
   * sooner: Flink starts to take checkpoints when the last task runs, also between a savepoint that
   * was wanted a moment before and the stop, and what such a checkpoint commits is done again.
   */
  void rescale(MiniCluster cluster, int parallelism, Path savepoints) throws Exception {
    await().atMost(Outside.PATIENCE).until(() -> allTasksRun(cluster));
    var savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    var recovery = new Configuration();
    recovery.setString("execution.state-recovery.path", savepoint);
    job = start(parallelism, recovery);
  }

  private boolean allTasksRun(MiniCluster cluster) throws Exception {
    var tasks = cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices();
    return StreamSupport.stream(tasks.spliterator(), false)
        .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  @Override
  public void close() throws Exception {
    job.cancel().get();
  }
}
