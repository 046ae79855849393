package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsIT {

  /** For {@code promtool}, which reads JSON as the YAML that it is. */
  private static final Path RULES = Path.of("target", "alerts.json");

  private static final Pattern METRIC = Pattern.compile("\\b(batch_enrich|flink|kafka)_\\w+");

  /** What the gateways, Flink's reporter and Strimzi's exporter of Kafka show. */
  private static final Set<String> METRICS =
      Set.of(
          "batch_enrich_http_requests_seconds_count",
          "batch_enrich_publish_seconds_bucket",
          "batch_enrich_ready",
          "batch_enrich_submissions_total",
          "batch_enrich_view_lag_records",
          "flink_jobmanager_job_lastCheckpointCompletedTimestamp",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_numberOfFailedCheckpoints",
          "flink_jobmanager_job_runningTime",
          "flink_taskmanager_job_task_operator_directory_given_up",
          "flink_taskmanager_job_task_operator_webhooks_outcome_attempts",
          "kafka_consumergroup_lag",
          "kafka_topic_partition_current_offset",
          "kafka_topic_partition_under_replicated_partition");

  @Test
  void alertsAskForMetricsThatExist() throws IOException {
    var spec = Overlay.PRODUCTION.manifests().get("PrometheusRule", "batch-enrich").path("spec");
    var used = new TreeSet<String>();
    for (var expression : spec.findValuesAsText("expr")) {
      METRIC.matcher(expression).results().forEach(metric -> used.add(metric.group()));
    }
    assertThat(used).isEqualTo(new TreeSet<>(METRICS));
    new ObjectMapper().writeValue(RULES.toFile(), spec);
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() {
    var alerts =
        Overlay.PRODUCTION.manifests().get("PrometheusRule", "batch-enrich").findParents("alert");
    assertThat(alerts)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("info", "warning", "critical");
              assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            });
  }
}
