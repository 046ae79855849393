package dev.batchenrich.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.pipeline.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardIT {

  private static final Path DASHBOARDS =
      Path.of("..", "deploy", "compose", "grafana", "dashboards");
  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)`", Pattern.MULTILINE);

  /** In several bursts: a counter that is first seen at its end has no rate. */
  private static final int IDENTIFIERS = 100_000;

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void everyPanelShowsSomethingOnceThereWasWork() throws Exception {
    var secrets = Secrets.of(List.of("acme"), folder);
    try (var receiver = new WebhookReceiver(call -> 200);
        var cluster = new Cluster(folder, secrets)) {
      cluster.start();
      try (var monitoring = new Monitoring(cluster, folder);
          var load =
              new Load(
                  secrets.keys(),
                  List.of(monitoring.balancer()),
                  receiver.url(),
                  IDENTIFIERS,
                  new SplittableRandom(1))) {
        load.start(LONG);
        await().atMost(Cluster.PATIENCE).until(load::isDone);

        assertThat(queries())
            .hasSizeGreaterThan(15)
            .allSatisfy(query -> awaitData(monitoring, query));
        assertThat(documented())
            .hasSizeGreaterThan(15)
            .allSatisfy(metric -> awaitData(monitoring, metric));
        awaitValue(monitoring, "identifiers_resolved", LoadBatch::lines, load);
        awaitValue(monitoring, "batches_status_announced", batch -> 1, load);
        awaitValue(
            monitoring, "webhooks_outcome_attempts{outcome=\"delivered\"}", batch -> 1, load);
      }
    }
  }

  /** Nothing failed or was done twice, so counters agree with what was asked for. */
  private static void awaitValue(
      Monitoring monitoring, String counter, ToIntFunction<LoadBatch> ofBatch, Load load) {
    var expected = load.batches().stream().mapToInt(ofBatch).sum();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        monitoring.ask(
                            "sum(flink_taskmanager_job_task_operator_%s)".formatted(counter)))
                    .containsExactly((double) expected));
  }

  private static void awaitData(Monitoring monitoring, String query) {
    await()
        .alias(query)
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(monitoring.ask(query)).anyMatch(value -> !value.isNaN()));
  }

  /** Of all panels of all dashboards. */
  private static List<String> queries() throws IOException {
    var queries = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(DASHBOARDS, "*.json")) {
      for (var file : files) {
        for (var expression : new ObjectMapper().readTree(file.toFile()).findValues("expr")) {
          queries.add(expression.asText());
        }
      }
    }
    return queries;
  }

  /** The metrics that the documentation lists. */
  private static List<String> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
        .results()
        .map(row -> row.group(1))
        .toList();
  }
}
