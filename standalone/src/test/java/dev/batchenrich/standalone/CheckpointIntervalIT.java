package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.standalone.client.BatchClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class CheckpointIntervalIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aCompleteBatchWaitsForTheIntervalThatIsChosenAndIsNotLost() throws Exception {
    String batch;
    try (var server = start(hourly())) {
      batch =
          client(server).submit(Entity.COMPANY, IdentifierType.DOMAINS, List.of("x.example"), "1");
      await().atMost(PATIENCE).until(this::hasUnfinishedFile);

      assertThat(completedCheckpoints(server)).isZero();
      assertThat(client(server).job(batch).hasEnded()).isFalse();
    }

    try (var server = start(StandaloneConfig.in(folder))) {
      await().atMost(PATIENCE).until(() -> client(server).job(batch).isCompleted());
    }
  }

  private static Standalone start(StandaloneConfig config) throws Exception {
    return Standalone.start(Preparation.of(config), new OpenResources());
  }

  private StandaloneConfig hourly() {
    var hour = Duration.ofHours(1);
    return new StandaloneConfig(
        folder, "127.0.0.1", 0, null, null, null, null, hour, WebhookChoices.DEFAULT);
  }

  private BatchClient client(Standalone server) throws IOException {
    return new BatchClient(server.url(), Files.readString(folder.resolve("api-key")).strip());
  }

  private boolean hasUnfinishedFile() throws IOException {
    try (var files = Files.walk(folder.resolve("results"))) {
      return files.anyMatch(file -> file.getFileName().toString().contains(".inprogress."));
    }
  }

  /** Of the job that makes files. */
  private static int completedCheckpoints(Standalone server) throws IOException {
    for (var job : flink(server, "/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals("enrich")) {
        return flink(server, "/jobs/%s/checkpoints".formatted(job.path("jid").asText()))
            .at("/counts/completed")
            .asInt();
      }
    }
    throw new AssertionError("no job makes files");
  }

  private static JsonNode flink(Standalone server, String path) throws IOException {
    try (var answer = server.flink().resolve(path).toURL().openStream()) {
      return JSON.readTree(answer);
    }
  }
}
