package dev.batchenrich.standalone.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
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
 * A Flink cluster in this JVM that runs one job, exactly once, across restarts and crashes: every
 * run goes on from the newest checkpoint of the one before.
 */
public final class EmbeddedCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  /** The id of the one job; it names the folder of its checkpoints, so it must never change. */
  private static final JobID JOB = new JobID(0x6261_7463_682d_656eL, 0x7269_6368_2d30_3031L);

  private final ClusterConfig config;
  private final MiniCluster cluster;

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
                .setNumSlotsPerTaskManager(config.parallelism())
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("the Flink cluster cannot start", e);
    }
    return new EmbeddedCluster(config, cluster);
  }

  /**
   * Runs the job that {@code graph} defines, from the newest checkpoint, and returns once it runs.
   */
  public void run(Consumer<StreamExecutionEnvironment> graph) {
    var environment = new StreamExecutionEnvironment(config.flink());
    environment.setParallelism(config.parallelism());
    graph.accept(environment);
    var job = environment.getStreamGraph().getJobGraph(getClass().getClassLoader(), JOB);
    new Checkpoints(config.checkpoints(), JOB)
        .newestOnly()
        .ifPresent(
            checkpoint -> {
              LOG.info("The job goes on from a checkpoint. checkpoint={}", checkpoint);
              job.setSavepointRestoreSettings(
                  SavepointRestoreSettings.forPath(
                      checkpoint.toUri().toString(), false, RecoveryClaimMode.CLAIM));
            });
    try {
      cluster.submitJob(job).get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      awaitRunning();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the job cannot start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting the job", e);
    }
  }

  /** Completes with the reason if the job ends, which it does only if it cannot go on. */
  public CompletableFuture<String> end() {
    return cluster.requestJobResult(JOB).thenApply(EmbeddedCluster::reason);
  }

  /**
   * Stops the job as it is; its last checkpoint stays. Returns within seconds, whatever the job
   * does.
   */
  @Override
  public void close() {
    try {
      cluster
          .cancelJob(JOB)
          .thenCompose(cancelling -> end())
          .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The job did not stop in time; its last checkpoint stays. reason={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      cluster.closeAsync().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The cluster did not stop cleanly; its last checkpoint stays.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRunning() throws ExecutionException, InterruptedException, TimeoutException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      var status = cluster.getJobStatus(JOB).get();
      if (status == JobStatus.RUNNING) {
        return;
      }
      if (status.isTerminalState()) {
        throw new IllegalStateException("the job cannot start: " + end().get());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new TimeoutException("it does not run after " + START_LIMIT);
  }

  private static String reason(JobResult result) {
    return result
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
