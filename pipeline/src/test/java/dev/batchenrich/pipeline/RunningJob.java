package dev.batchenrich.pipeline;

import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.pipeline.assemble.AssemblyListener;
import dev.batchenrich.pipeline.enrich.DirectoryFactory;
import dev.batchenrich.pipeline.kafka.KafkaEnds;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on the mini cluster, which can be stopped with its state and go on from there. */
final class RunningJob implements AutoCloseable {

  private final Consumer<StreamExecutionEnvironment> graph;
  private JobClient job;

  /** The job {@code enrich}, of two subtasks. */
  RunningJob(
      String bootstrapServers, URI results, DirectoryFactory directory, String... furtherOptions)
      throws Exception {
    this(2, enrich(bootstrapServers, results, directory, furtherOptions));
  }

  RunningJob(int parallelism, Consumer<StreamExecutionEnvironment> graph) throws Exception {
    this.graph = graph;
    job = start(parallelism, new Configuration());
  }

  /** A job that goes on from {@code savepoint}. */
  RunningJob(int parallelism, Consumer<StreamExecutionEnvironment> graph, String savepoint)
      throws Exception {
    this.graph = graph;
    job = start(parallelism, from(savepoint));
  }

  /** The job {@code enrich}, with a directory of the test's choice. */
  static Consumer<StreamExecutionEnvironment> enrich(
      String bootstrapServers, URI results, DirectoryFactory directory, String... furtherOptions) {
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
    var config = EnrichConfig.of(EnrichOptions.TABLE.read(with(options, furtherOptions)));
    return environment -> {
      JobExecution.configure(environment, config.checkpointInterval());
      var kafka = new KafkaEnds("test", config.kafka());
      EnrichJob.define(
          EnrichJob.Sources.of(environment, kafka),
          directory,
          new EnrichJob.Sinks(kafka.deadLetters(), kafka.statuses()),
          config,
          AssemblyListener.NONE);
    };
  }

  /**
   * The job {@code webhooks}, posting to this machine.
   *
   * @param folder for the files with its secrets; {@code webhook-secrets} are the test's to make
   */
  static Consumer<StreamExecutionEnvironment> webhooks(
      String bootstrapServers, Path folder, String... furtherOptions) {
    var linkSecret = folder.resolve("link-secret");
    LinkSecret.readOrMake(linkSecret);
    var options =
        List.of(
            "--kafka.bootstrap.servers",
            bootstrapServers,
            "--public-url",
            "https://enrich.example.com/",
            "--link-secret",
            linkSecret.toString(),
            "--webhook-secrets",
            folder.resolve("webhook-secrets").toString(),
            "--webhook.allow-private",
            "true",
            "--checkpoint-interval",
            "200 ms");
    var config = WebhooksConfig.of(WebhooksOptions.TABLE.read(with(options, furtherOptions)));
    return environment -> WebhooksJob.define(environment, config);
  }

  private static String[] with(List<String> options, String... furtherOptions) {
    return Stream.concat(options.stream(), Stream.of(furtherOptions)).toArray(String[]::new);
  }

  private JobClient start(int parallelism, Configuration recovery) throws Exception {
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(recovery);
    environment.setParallelism(parallelism);
    graph.accept(environment);
    return environment.executeAsync();
  }

  /** Stops with a savepoint and goes on from it with another parallelism. */
  void rescale(MiniCluster cluster, int parallelism, Path savepoints) throws Exception {
    job = start(parallelism, from(stop(cluster, savepoints)));
  }

  /**
   * Stops with a savepoint, whose path it returns, as soon as all tasks run. Not sooner: Flink
   * starts to take checkpoints when the last task runs, also between a savepoint that was wanted a
   * moment before and the stop, and what such a checkpoint commits is done again.
   */
  String stop(MiniCluster cluster, Path savepoints) throws Exception {
    await().atMost(Outside.PATIENCE).until(() -> allTasksRun(cluster));
    return job.stopWithSavepoint(
            false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private static Configuration from(String savepoint) {
    var recovery = new Configuration();
    recovery.setString("execution.state-recovery.path", savepoint);
    return recovery;
  }

  /** Why it was restarted last, with all causes; empty if it never was. */
  String lastFailure(MiniCluster cluster) throws Exception {
    var failure = cluster.getExecutionGraph(job.getJobID()).get().getFailureInfo();
    return failure == null ? "" : failure.getExceptionAsString();
  }

  private boolean allTasksRun(MiniCluster cluster) throws Exception {
    var tasks = cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices();
    return StreamSupport.stream(tasks.spliterator(), false)
        .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  @Override
  public void close() throws Exception {
    if (!job.getJobStatus().get().isGloballyTerminalState()) {
      job.cancel().get();
    }
  }
}
