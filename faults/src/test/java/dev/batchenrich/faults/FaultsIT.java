package dev.batchenrich.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.pipeline.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches go on being exact while everything around them breaks. The system property {@code
 * faults.seed} repeats a schedule, {@code faults.minutes} and {@code faults.identifiers} make a
 * longer run.
 */
class FaultsIT {

  private static final long SEED = Long.getLong("faults.seed", 1);
  private static final Duration LONG =
      Duration.ofSeconds(
          Math.round(60 * Double.parseDouble(System.getProperty("faults.minutes", "2"))));
  private static final int IDENTIFIERS = Integer.getInteger("faults.identifiers", 60_000);
  private static final List<String> ACCOUNTS = List.of("acme", "bolt", "cord", "dune");
  private static final int MOST_ACTIVE = 5;

  @TempDir Path folder;

  @Test
  void everyAcceptedBatchCompletesExactlyOnceWhateverBreaks() throws Exception {
    var journal = new Journal(Path.of("target", "faults", "journal.log"));
    var secrets = Secrets.of(ACCOUNTS, folder);
    try (var receiver = new WebhookReceiver(call -> 200);
        var cluster = new Cluster(folder, secrets);
        var load =
            new Load(
                secrets.keys(),
                Cluster.GATEWAYS.stream().map(cluster::gateway).toList(),
                receiver.url(),
                IDENTIFIERS,
                new SplittableRandom(SEED))) {
      cluster.start();
      journal.note(
          "seed %d, %s, %,d identifiers in %d batches",
          SEED, LONG, IDENTIFIERS, load.batches().size());
      load.start(LONG);
      disturb(cluster, journal, load);
      journal.note("no more faults");
      await()
          .atMost(Cluster.PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                supervise(cluster, journal);
                return load.isDone();
              });
      journal.note("all batches completed and exact");
      await().atMost(Cluster.PATIENCE).until(() -> webhooks(receiver) == load.batches().size());
      journal.note("a webhook came for each");

      var aftermath = new Aftermath(cluster.bootstrapServers(), cluster.results());
      aftermath.requireNoDeadLetters();
      aftermath.requireNothingLostOrDoubled(load.batches());
      aftermath.requireFilesBeforeStatuses(load.batches());
      aftermath.requireWebhooks(load.batches(), receiver.calls());
      assertThat(aftermath.mostActive()).isLessThanOrEqualTo(MOST_ACTIVE);
      journal.faults().forEach((fault, times) -> journal.note("%3d x %s", times, fault));
      journal.note(
          "%d faults, %d batches, %,d lines, %d webhooks (%d repeated), at most %d active",
          journal.faults().values().stream().mapToInt(Integer::intValue).sum(),
          load.batches().size(),
          load.batches().stream().mapToInt(LoadBatch::lines).sum(),
          load.batches().size(),
          receiver.calls().size() - load.batches().size(),
          aftermath.mostActive());
    }
  }

  private static void disturb(Cluster cluster, Journal journal, Load load) throws Exception {
    var schedule = new FaultSchedule(cluster, SEED);
    var end = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < end) {
      pass(schedule.pause());
      var fault = schedule.next();
      journal.fault(fault);
      fault.begin().take();
      pass(fault.lasts());
      fault.end().take();
      supervise(cluster, journal);
      load.isDone();
    }
  }

  private static void supervise(Cluster cluster, Journal journal) throws InterruptedException {
    for (var name : cluster.supervise()) {
      journal.note("%s had ended, or did not answer, and was started again", name);
    }
  }

  /** The time that a fault lasts is what the schedule says, not a wait for something. */
  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  private static long webhooks(WebhookReceiver receiver) {
    return receiver.calls().stream().map(call -> call.header("webhook-id")).distinct().count();
  }
}
