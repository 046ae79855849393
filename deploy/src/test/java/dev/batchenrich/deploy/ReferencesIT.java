package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferencesIT {

  @ParameterizedTest
  @EnumSource
  void everySettingIsFilledInAndGoesToTheOneNamespace(Overlay overlay) {
    assertThat(overlay.manifests().documents())
        .noneMatch(document -> document.toString().contains("set-by-settings"))
        .filteredOn(document -> !Manifests.kind(document).equals("Namespace"))
        .allSatisfy(
            document ->
                assertThat(document.at("/metadata/namespace").asText())
                    .isEqualTo(Manifests.name(overlay.manifests().ofKind("Namespace").get(0))));
  }

  @ParameterizedTest
  @EnumSource
  void everyFileInAnArgumentIsBelowAMount(Overlay overlay) {
    var manifests = overlay.manifests();
    manifests
        .pods()
        .forEach(
            (name, pod) -> {
              var mounts = pod.at("/spec/containers/0/volumeMounts");
              assertThat(Stream.concat(values(pod.at("/spec/volumes"), "name"), claims(manifests)))
                  .as(name)
                  .containsAll(values(mounts, "name").toList());
              var paths = values(mounts, "mountPath").toList();
              assertThat(manifests.arguments(name))
                  .filteredOn(arg -> arg.contains("/etc/") || arg.startsWith("/"))
                  .isNotEmpty()
                  .allMatch(arg -> paths.stream().anyMatch(arg::contains));
            });
  }

  @ParameterizedTest
  @EnumSource
  void servicesFindTheGatewaysAndPrometheusFindsTheirMetrics(Overlay overlay) {
    var manifests = overlay.manifests();
    var labels = manifests.get("StatefulSet", "gateway").at("/spec/template/metadata/labels");
    assertThat(manifests.ofKind("Service"))
        .allSatisfy(
            service -> {
              assertThat(Manifests.fields(labels))
                  .containsAllEntriesOf(Manifests.fields(service.at("/spec/selector")));
              assertThat(values(manifests.gateway().path("ports"), "name").toList())
                  .containsAll(values(service.at("/spec/ports"), "targetPort").toList());
            });
    assertThat(manifests.get("StatefulSet", "gateway").at("/spec/serviceName").asText())
        .isEqualTo(Manifests.name(manifests.get("Service", "gateway-pods")));
    for (var monitor : manifests.ofKind("ServiceMonitor")) {
      var service = manifests.get("Service", "gateway-pods");
      assertThat(Manifests.fields(service.at("/metadata/labels")))
          .containsAllEntriesOf(Manifests.fields(monitor.at("/spec/selector/matchLabels")));
      assertThat(values(service.at("/spec/ports"), "name"))
          .containsAll(values(monitor.at("/spec/endpoints"), "port").toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsScaledOrCalledIsThere(Overlay overlay) {
    var manifests = overlay.manifests();
    for (var scaler : manifests.ofKind("HorizontalPodAutoscaler")) {
      var target = scaler.at("/spec/scaleTargetRef");
      var set = manifests.get(target.path("kind").asText(), target.path("name").asText());
      assertThat(set.at("/spec/replicas").isMissingNode()).isTrue();
    }
    for (var ingress : manifests.ofKind("Ingress")) {
      var backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
      var service = manifests.get("Service", backend.path("name").asText());
      assertThat(values(service.at("/spec/ports"), "name"))
          .contains(backend.at("/port/name").asText());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRightsOfTheJobsGoToAnAccountThatExists(Overlay overlay) {
    var manifests = overlay.manifests();
    for (var subject : manifests.ofKind("RoleBinding").get(0).path("subjects")) {
      var account = manifests.get("ServiceAccount", subject.path("name").asText());
      assertThat(subject.path("namespace")).isEqualTo(account.at("/metadata/namespace"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void probesAskWhatTheGatewayAnswers(Overlay overlay) {
    var gateway = overlay.manifests().gateway();
    assertThat(gateway.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(gateway.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(gateway.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    var options = Manifests.options(gateway.path("args"));
    assertThat(values(gateway.path("ports"), "containerPort"))
        .containsExactly(options.get("port"), options.get("metrics-port"));
    var pod = overlay.manifests().get("StatefulSet", "gateway").at("/spec/template/spec");
    assertThat(
            Integer.parseInt(options.getOrDefault("shutdown-delay", "0"))
                + Integer.parseInt(options.getOrDefault("shutdown-grace", "0")))
        .isLessThan(pod.path("terminationGracePeriodSeconds").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void aJobMayLoseOneOfItsPodsAtATime(Overlay overlay) {
    for (var job : overlay.manifests().ofKind("FlinkDeployment")) {
      var settings = Manifests.fields(job.at("/spec/flinkConfiguration"));
      var slots = Integer.parseInt(settings.getOrDefault("taskmanager.numberOfTaskSlots", "1"));
      var taskManagers = (job.at("/spec/job/parallelism").asInt() + slots - 1) / slots;
      var jobManagers = job.at("/spec/jobManager/replicas").asInt();
      assertThat(overlay.manifests().ofKind("PodDisruptionBudget"))
          .filteredOn(budget -> Manifests.name(budget).equals(Manifests.name(job)))
          .hasSize(overlay == Overlay.PRODUCTION ? 1 : 0)
          .allMatch(
              budget -> budget.at("/spec/minAvailable").asInt() == jobManagers + taskManagers - 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPodRunsAsRootOrWritesToItsImage(Overlay overlay) {
    assertThat(overlay.manifests().pods().values())
        .allSatisfy(
            pod -> {
              assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isPositive();
              var context = pod.at("/spec/containers/0/securityContext");
              assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(Manifests.texts(context.at("/capabilities/drop"))).containsExactly("ALL");
            });
  }

  private static Stream<String> claims(Manifests manifests) {
    return manifests
        .get("StatefulSet", "gateway")
        .at("/spec/volumeClaimTemplates")
        .findValuesAsText("name")
        .stream();
  }

  private static Stream<String> values(JsonNode list, String field) {
    return Manifests.items(list).stream().map(item -> item.path(field).asText());
  }
}
