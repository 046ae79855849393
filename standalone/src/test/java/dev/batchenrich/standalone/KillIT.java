package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.standalone.client.BatchClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program, killed over and over while it takes batches in and works on them. The
 * system property {@code kill.seed} repeats a run, {@code kill.times} makes a longer one.
 */
@Timeout(600)
class KillIT {

  private static final long SEED = Long.getLong("kill.seed", 42);
  private static final int KILLS = Integer.getInteger("kill.times", 6);
  private static final int BATCHES = 20;
  private static final int IDENTIFIERS = 5_000;
  private static final int ACCOUNTS = 4;
  private static final int STOPPED_BY_SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void everyAcceptedBatchCompletesWithExactlyItsLinesHoweverOftenTheServerIsKilled()
      throws Exception {
    var random = new SplittableRandom(SEED);
    var port = freePort();
    var accounts = accounts(URI.create("http://127.0.0.1:" + port));
    var batches =
        IntStream.range(0, BATCHES)
            .mapToObj(
                n -> new KillBatch(n, accounts.get(n % ACCOUNTS), random.split(), IDENTIFIERS))
            .toList();
    var options = options(port);
    var submissions = Executors.newFixedThreadPool(ACCOUNTS);
    var mayBeSubmitted = new Semaphore(0);
    try {
      batches.forEach(batch -> submissions.execute(() -> submit(batch, mayBeSubmitted)));
      for (var kill = 0; kill < KILLS; kill++) {
        try (var server = ServerProcess.start(folder.resolve("data"), options)) {
          // Every third kill hits the start, the others hit work in progress.
          if (kill % 3 < 2) {
            server.ready().get();
            mayBeSubmitted.release(BATCHES / KILLS + 1);
            checkCompleted(batches);
          }
          var moment = Duration.ofMillis(random.nextInt(100, 2_500));
          assertThat(server.hasEndedWithin(moment)).isFalse();
        }
      }
      try (var server = ServerProcess.start(folder.resolve("data"), options)) {
        server.ready().get();
        mayBeSubmitted.release(BATCHES);
        await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(250))
            .until(() -> checkCompleted(batches) == BATCHES);
        assertThat(server.stop(Duration.ofSeconds(10))).isEqualTo(STOPPED_BY_SIGTERM);
      }
    } finally {
      submissions.shutdownNow();
    }
  }

  /** Downloads every completed batch and checks its file; returns how many those are. */
  private long checkCompleted(List<KillBatch> batches) throws IOException, InterruptedException {
    var completed = 0;
    for (var batch : batches) {
      if (batch.isCompletedExactly(folder)) {
        completed++;
      }
    }
    return completed;
  }

  /** Until it is accepted: with one key, so that a batch whose answer was lost is not doubled. */
  private static void submit(KillBatch batch, Semaphore mayBeSubmitted) {
    try {
      mayBeSubmitted.acquire();
    } catch (InterruptedException e) {
      return;
    }
    await()
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofMillis(100))
        .until(batch::isSubmitted);
  }

  private List<BatchClient> accounts(URI server) throws IOException {
    var clients = new ArrayList<BatchClient>();
    var file = new ApiKeyFile(folder.resolve("keys"));
    for (var n = 0; n < ACCOUNTS; n++) {
      var key = ApiKeyFile.newKey();
      file.add("account-" + n, key);
      clients.add(new BatchClient(server, key));
    }
    return clients;
  }

  private String[] options(int port) throws IOException {
    return new String[] {
      "--port",
      String.valueOf(port),
      "--api-keys",
      folder.resolve("keys").toString(),
      "--directory",
      CompanyDirectory.make(folder.resolve("directory"))
    };
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
