package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchenrich.gateway.GatewayMain;
import dev.batchenrich.gateway.GatewayOption;
import dev.batchenrich.gateway.kafka.KafkaClients;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichMain;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.WebhooksConfig;
import dev.batchenrich.pipeline.WebhooksMain;
import dev.batchenrich.pipeline.WebhooksOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsIT {

  private static final String USER = "/etc/kafka-user";
  private static final String JAAS =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\""
          + " password=\"b\";";

  @ParameterizedTest
  @EnumSource
  void enrichTakesItsArguments(Overlay overlay) {
    var job = job(overlay, "enrich");
    var config = EnrichConfig.of(EnrichOptions.TABLE.read(args(job)));
    assertThat(job.path("entryClass").asText()).isEqualTo(EnrichMain.class.getName());
    assertThat(config.results())
        .hasToString(Manifests.options(overlay.manifests().gateway().path("args")).get("results"));
    assertThat(config.directory().uri())
        .isEqualTo(Manifests.options(overlay.manifests().gateway().path("args")).get("directory"));
  }

  @ParameterizedTest
  @EnumSource
  void webhooksTakesItsArguments(Overlay overlay) {
    var job = job(overlay, "webhooks");
    var config = WebhooksConfig.of(WebhooksOptions.TABLE.read(args(job)));
    assertThat(job.path("entryClass").asText()).isEqualTo(WebhooksMain.class.getName());
    assertThat(config.messages().publicUrl())
        .hasToString(
            Manifests.options(overlay.manifests().gateway().path("args")).get("public-url"));
  }

  @ParameterizedTest
  @EnumSource
  void theGatewayKnowsItsOptionsAndIsNamedAfterItsPod(Overlay overlay) {
    var gateway = overlay.manifests().gateway();
    var options = Manifests.options(gateway.path("args"));
    var known =
        Arrays.stream(GatewayOption.values()).map(GatewayOption::key).collect(Collectors.toSet());
    assertThat(options.keySet())
        .filteredOn(option -> !option.startsWith(GatewayOption.KAFKA_PREFIX))
        .isSubsetOf(known)
        .contains("api-keys", "link-secret", "data-dir", "results", "instance-id");
    assertThat(Manifests.texts(gateway.path("command"))).endsWith(GatewayMain.class.getName());
    assertThat(options).containsEntry("instance-id", "$(POD_NAME)");
    assertThat(Manifests.items(gateway.path("env")))
        .anySatisfy(
            variable -> {
              assertThat(variable.path("name").asText()).isEqualTo("POD_NAME");
              assertThat(variable.at("/valueFrom/fieldRef/fieldPath").asText())
                  .isEqualTo("metadata.name");
            });
  }

  @ParameterizedTest
  @EnumSource
  void kafkaClientsFindTheirPasswordInTheMountedSecret(Overlay overlay, @TempDir Path secret)
      throws IOException {
    Files.writeString(secret.resolve("sasl.jaas.config"), JAAS);
    var clients =
        Map.of(
            "gateway", overlay.manifests().gateway().path("args"),
            "enrich", job(overlay, "enrich").path("args"),
            "webhooks", job(overlay, "webhooks").path("args"));
    clients.forEach(
        (name, args) -> {
          var kafka = kafka(args, secret);
          new KafkaClients(kafka).requireUsable();
          var config = new AdminClientConfig(Map.copyOf(kafka));
          assertThat(config.getPassword(SaslConfigs.SASL_JAAS_CONFIG).value())
              .as(name)
              .isEqualTo(JAAS);
          assertThat(kafka.keySet())
              .as(name)
              .filteredOn(key -> !key.startsWith(AdminClientConfig.CONFIG_PROVIDERS_CONFIG + "."))
              .isSubsetOf(AdminClientConfig.configNames());
        });
  }

  private static Map<String, String> kafka(JsonNode args, Path secret) {
    var prefix = GatewayOption.KAFKA_PREFIX;
    return Manifests.options(args).entrySet().stream()
        .filter(option -> option.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                option -> option.getKey().substring(prefix.length()),
                option -> option.getValue().replace(USER, secret.toString())));
  }

  private static JsonNode job(Overlay overlay, String name) {
    return overlay.manifests().get("FlinkDeployment", name).at("/spec/job");
  }

  private static String[] args(JsonNode job) {
    return Manifests.texts(job.path("args")).toArray(String[]::new);
  }
}
