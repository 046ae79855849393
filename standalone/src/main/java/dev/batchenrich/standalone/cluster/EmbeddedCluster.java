package dev.batchenrich.standalone.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM that runs jobs, exactly once, across restarts and crashes: every run
 * of a job goes on from the newest checkpoint of the one before.
 */
public final class EmbeddedCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final ClusterConfig config;
  private final MiniCluster cluster;
  private final List<EmbeddedJob> jobs = new CopyOnWriteArrayList<>();
  private final List<PromptCheckpoints> promptCheckpoints = new CopyOnWriteArrayList<>();

  private EmbeddedCluster(ClusterConfig config, MiniCluster cluster) {
    this.config = config;
    this.cluster = cluster;
  }

  /** Starts a cluster without a job. */
  public static EmbeddedCluster start(ClusterConfig config) {
    FileUtils.deleteDirectoryQuietly(config.temporary().toFile());
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(config.flink())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.slots())
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("the Flink cluster cannot start", e);
    }
    return new EmbeddedCluster(config, cluster);
  }

  /** What the operators of {@code job} may ask for checkpoints by, besides the periodic ones. */
  public CheckpointRequest promptCheckpoints(EmbeddedJob job) {
    var prompt =
        new PromptCheckpoints(() -> cluster.triggerCheckpoint(job.id(), CheckpointType.CONFIGURED));
    promptCheckpoints.add(prompt);
    return prompt.request();
  }

  /**
   * Runs {@code job}, as {@code graph} defines it, from the newest checkpoint, and returns once it
   * runs.
   */
  public void run(EmbeddedJob job, Consumer<StreamExecutionEnvironment> graph) {
    var environment = new StreamExecutionEnvironment(config.flink());
    environment.setParallelism(job.parallelism());
    graph.accept(environment);
    var streamGraph = environment.getStreamGraph();
    streamGraph.setJobName(job.name());
    var jobGraph = streamGraph.getJobGraph(getClass().getClassLoader(), job.id());
    new Checkpoints(config.checkpoints(), job.id())
        .newestOnly()
        .ifPresent(
            checkpoint -> {
              LOG.info("A job goes on. job={} checkpoint={}", job.name(), checkpoint);
              jobGraph.setSavepointRestoreSettings(
                  SavepointRestoreSettings.forPath(
                      checkpoint.toUri().toString(), false, RecoveryClaimMode.CLAIM));
            });
    try {
      cluster.submitJob(jobGraph).get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      jobs.add(job);
      awaitRunning(job);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the job %s cannot start".formatted(job.name()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting " + job.name(), e);
    }
  }

  /** Where Flink's REST API answers, to this machine only; it changes nothing. */
  public URI restAddress() {
    return cluster.getRestAddress().join();
  }

  /** Completes with the job and the reason if one ends, which it does only if it cannot go on. */
  public CompletableFuture<String> end() {
    return CompletableFuture.anyOf(
            jobs.stream().map(this::end).toArray(CompletableFuture<?>[]::new))
        .thenApply(String::valueOf);
  }

  private CompletableFuture<String> end(EmbeddedJob job) {
    return cluster.requestJobResult(job.id()).thenApply(result -> reason(job, result));
  }

  /**
   * Stops the jobs as they are; their last checkpoints stay. Returns within seconds, whatever they
   * do.
   */
  @Override
  public void close() {
    promptCheckpoints.forEach(PromptCheckpoints::close);
    awaitStop(
        CompletableFuture.allOf(
            jobs.stream()
                .map(job -> cluster.cancelJob(job.id()).thenCompose(cancelling -> end(job)))
                .toArray(CompletableFuture<?>[]::new)));
    awaitStop(cluster.closeAsync());
  }

  private static void awaitStop(CompletableFuture<?> stop) {
    try {
      stop.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("Not stopped in time; the last checkpoints stay. reason={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRunning(EmbeddedJob job)
      throws ExecutionException, InterruptedException, TimeoutException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      var status = cluster.getJobStatus(job.id()).get();
      if (status == JobStatus.RUNNING) {
        return;
      }
      if (status.isTerminalState()) {
        throw new IllegalStateException("a job cannot start: " + end(job).get());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new TimeoutException("it does not run after " + START_LIMIT);
  }

  private static String reason(EmbeddedJob job, JobResult result) {
    return job.name()
        + ": "
        + result
            .getSerializedThrowable()
            .map(thrown -> root(thrown.deserializeError(EmbeddedCluster.class.getClassLoader())))
            .map(Throwable::toString)
            .orElse("it was cancelled");
  }

  private static Throwable root(Throwable thrown) {
    var root = thrown;
    for (var cause = root.getCause(); cause != null; cause = root.getCause()) {
      root = cause;
    }
    return root;
  }
}
