package dev.batchenrich.benchmark.latency;

import dev.batchenrich.benchmark.load.Checkpoints;
import dev.batchenrich.benchmark.report.Report;
import dev.batchenrich.benchmark.report.Section;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichJob;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.OptionTable;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import dev.batchenrich.standalone.cluster.ClusterConfig;
import dev.batchenrich.standalone.cluster.EmbeddedCluster;
import dev.batchenrich.standalone.cluster.EmbeddedJob;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/**
 * How much of what a slow directory allows the job {@code enrich} makes use of. By Little's law, a
 * directory that answers each call after 50 ms and takes so many calls at a time answers so many /
 * 50 ms calls a second, at most. The share of that is measured on the job alone, with its
 * checkpoints and its files, while chunks that were put on Kafka before wait for it. A call is for
 * one chunk, and chunks are as small as can be, so that what bounds is the waiting for as long as
 * can be; the directory is in the same process, without connections and without work, because it
 * shares the cores with the job. The script {@code benchmark/directories} measures the same over
 * HTTP, with fewer calls at a time.
 */
public final class LittlesLaw implements Section {

  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int[] CALLS_AT_A_TIME = {16, 64, 256};

  /** What share of the calls at a time each subtask has is set by the option, a whole number. */
  private static final int SUBTASKS = 2;

  /** Short, so that many are taken while it is measured. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);

  private static final int START_LIMIT_SECONDS = 60;
  private static final int POLL_MILLIS = 10;

  /** Of chunks, for what the seconds take longer than asked for. */
  private static final int SPARE_SECONDS = 2;

  /** Not of an instance, because the job opens its directory on a copy of what it was given. */
  private static volatile Calls calls = new Calls();

  private final Path folder;
  private final int warmUpSeconds;
  private final int seconds;

  /**
   * @param folder for everything, created if need be
   * @param warmUpSeconds from the first answer on, for each number of calls
   * @param seconds that count, likewise
   */
  public LittlesLaw(Path folder, int warmUpSeconds, int seconds) {
    this.folder = folder;
    this.warmUpSeconds = warmUpSeconds;
    this.seconds = seconds;
  }

  /**
   * What was measured with so many calls at a time.
   *
   * @param share of the limit
   * @param mostCalls that were under way at a time
   * @param longestCheckpointMs from its trigger to its end
   */
  record Reached(
      int callsAtOnce,
      double share,
      double identifiersPerSecond,
      int mostCalls,
      int checkpoints,
      int longestCheckpointMs) {

    static Reached of(
        int callsAtOnce, double callsPerSecond, int mostCalls, Checkpoints checkpoints) {
      return new Reached(
          callsAtOnce,
          callsPerSecond / limit(callsAtOnce),
          callsPerSecond * Backlog.CHUNK,
          mostCalls,
          checkpoints.completed(),
          checkpoints.longestMillis());
    }
  }

  /** Calls a second that so many at a time can be, at most. */
  private static double limit(int callsAtOnce) {
    return callsAtOnce / (LATENCY.toMillis() / 1e3);
  }

  @Override
  public void run(PrintWriter out, Report report) throws Exception {
    out.printf(
        "%n%-32s %10s %14s %12s %20s%n",
        "directory of 50 ms, calls at once",
        "of limit",
        "identifiers/s",
        "most at once",
        "longest checkpoint");
    var all = new ArrayList<Reached>();
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      var backlog = backlog();
      Topics.createMissing(broker.bootstrapServers());
      backlog.publish(broker.bootstrapServers());
      for (var callsAtOnce : CALLS_AT_A_TIME) {
        var reached = measure(callsAtOnce, broker.bootstrapServers(), backlog);
        all.add(reached);
        out.printf(
            "%-32d %9.1f%% %,14.0f %12d %,17d ms%n",
            callsAtOnce,
            100 * reached.share(),
            reached.identifiersPerSecond(),
            reached.mostCalls(),
            reached.longestCheckpointMs());
        out.flush();
      }
    }
    report.put("latency_bound", all);
    report.addRatio(
        "latency_bound_share", all.stream().mapToDouble(Reached::share).min().orElseThrow(), 1);
  }

  /** Enough for every job, each of which begins with the first chunk. */
  private Backlog backlog() {
    var seconds = warmUpSeconds + this.seconds + SPARE_SECONDS;
    var most = limit(CALLS_AT_A_TIME[CALLS_AT_A_TIME.length - 1]);
    return Backlog.ofChunks((int) (most * seconds), Instant.now());
  }

  private Reached measure(int callsAtOnce, String bootstrapServers, Backlog backlog)
      throws Exception {
    var own = Files.createDirectories(folder.resolve("calls-" + callsAtOnce));
    var config = config(callsAtOnce, bootstrapServers, own.resolve("results"));
    var counted = new Calls();
    calls = counted;
    try (var cluster =
        EmbeddedCluster.start(
            new ClusterConfig(own.resolve("checkpoints"), own.resolve("temporary"), SUBTASKS))) {
      cluster.run(
          new EmbeddedJob(EnrichJob.NAME, new JobID(), SUBTASKS),
          environment ->
              EnrichJob.define(
                  environment, config, subtasks -> new WaitingDirectory(LATENCY, calls)));
      awaitFirst(counted);
      TimeUnit.SECONDS.sleep(warmUpSeconds);
      var before = counted.ended();
      var began = System.nanoTime();
      TimeUnit.SECONDS.sleep(seconds);
      var ended = counted.ended();
      var callsPerSecond = (ended - before) / ((System.nanoTime() - began) / 1e9);
      if (ended + callsAtOnce >= backlog.chunks()) {
        throw new IllegalStateException("the chunks did not last");
      }
      return Reached.of(
          callsAtOnce, callsPerSecond, counted.most(), Checkpoints.of(cluster.restAddress()));
    }
  }

  /** A job runs for a while before all of its subtasks do. */
  private static void awaitFirst(Calls counted) throws InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
    while (counted.ended() == 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the job looks nothing up");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static EnrichConfig config(int callsAtOnce, String bootstrapServers, Path results) {
    var options = new Configuration();
    options.set(OptionTable.KAFKA, Map.of("bootstrap.servers", bootstrapServers));
    options.set(EnrichOptions.DIRECTORY, "of:the-benchmark");
    options.set(EnrichOptions.RESULTS, results.toUri().toString());
    options.set(EnrichOptions.LOOK_UP_CAPACITY, callsAtOnce / SUBTASKS);
    options.set(EnrichOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
    return EnrichConfig.of(options);
  }
}
