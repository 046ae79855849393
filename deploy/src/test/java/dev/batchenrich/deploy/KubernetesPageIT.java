package dev.batchenrich.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.page.Page;
import dev.batchenrich.contract.page.PageCommands;
import dev.batchenrich.contract.page.Programs;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.pipeline.post.SigningSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.status.FlinkDeploymentStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands of kubernetes/README.md, by kubectl, at an API that keeps what it is given. */
class KubernetesPageIT {

  private static final Page PAGE = new Page("deploy/kubernetes/README.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private ApiServer kubernetes;

  @BeforeEach
  void start() throws IOException {
    var examples = new ArrayList<>(Overlay.PRODUCTION.manifests().documents());
    examples.add(JSON.readTree("{\"apiVersion\":\"v1\",\"kind\":\"Secret\"}"));
    kubernetes = new ApiServer(examples);
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  @Test
  void theSecretsThatAreMadeAreThoseThatTheManifestsReferTo() throws Exception {
    var commands = commands(Overlay.PRODUCTION);
    var printed = commands.run(commands.block("kubectl create namespace"));
    commands.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -keyout tls.key -out tls.crt");
    commands.run(commands.block("kubectl create secret generic s3"));

    var namespace = Overlay.PRODUCTION.manifests().ofKind("Namespace").get(0);
    assertThat(kubernetes.made().ofKind("Namespace"))
        .extracting(Manifests::name)
        .containsExactly(Manifests.name(namespace));
    var made = new TreeMap<String, Set<String>>();
    for (var secret : kubernetes.made().ofKind("Secret")) {
      assertThat(secret.at("/metadata/namespace").asText()).isEqualTo(Manifests.name(namespace));
      made.put(Manifests.name(secret), Manifests.fields(secret.path("data")).keySet());
    }
    var referred = new TreeMap<String, Set<String>>();
    for (var overlay : Overlay.values()) {
      assertThat(overlay.manifests().ofKind("Secret")).isEmpty();
      SecretKeys.referredTo(overlay.manifests())
          .forEach(
              (name, keys) ->
                  referred.computeIfAbsent(name, unused -> new TreeSet<>()).addAll(keys));
    }
    assertThat(made).isEqualTo(referred);

    assertThat(new ApiKeyFile(secret("api-keys", "api-keys")).entries())
        .containsExactly(new ApiKeyFile.Entry("acme", ApiKeyFile.hash(keyIn(printed))));
    assertThat(LinkSecret.read(secret("link-secret", "link-secret"))).isNotEmpty();
    SigningSecrets.requireUsable(secret("webhook-secrets", "webhook-secrets"));
  }

  @ParameterizedTest
  @EnumSource
  void anOverlayIsAppliedAndWhatIsMadeOfItCanBeSeen(Overlay overlay) throws Exception {
    var commands = commands(overlay);

    commands.run(commands.inline("kubectl apply -k"));

    assertThat(kubernetes.made().documents()).hasSameSizeAs(overlay.manifests().documents());
    var listed = commands.run(commands.block("kubectl -n batch-enrich get kafka,"));
    for (var kind : Set.of("Kafka", "KafkaTopic", "FlinkDeployment", "StatefulSet")) {
      assertThat(overlay.manifests().ofKind(kind))
          .isNotEmpty()
          .allSatisfy(
              document ->
                  assertThat(listed)
                      .containsPattern(
                          "(?m)^%s\\.\\S+/%s "
                              .formatted(kind.toLowerCase(Locale.ROOT), Manifests.name(document))));
    }
  }

  @Test
  void theSavepointOfAnUpgradeIsWhereTheOperatorPutsIt() throws Exception {
    var commands = commands(Overlay.PRODUCTION);
    commands.run(commands.inline("kubectl apply -k"));
    var enrich = Overlay.PRODUCTION.manifests().get("FlinkDeployment", "enrich");
    var running = (FlinkDeployment) Kinds.parse(enrich);
    var status = new FlinkDeploymentStatus();
    status.getJobStatus().setUpgradeSavepointPath("s3://bucket/savepoints/savepoint-1");
    running.setStatus(status);
    kubernetes.replace(JSON.valueToTree(running));

    assertThat(commands.run(commands.block("kubectl -n batch-enrich get flinkdeployment enrich")))
        .isEqualTo("s3://bucket/savepoints/savepoint-1");
  }

  /** With a kubectl that makes what has a type of its own as it makes what is in a file. */
  private PageCommands commands(Overlay overlay) throws IOException {
    var kubectl = Path.of(System.getProperty("batch-enrich.kubectl")).toAbsolutePath();
    var programs =
        new Programs(folder.resolve("bin"))
            .add(
                "kubectl",
                """
                case $1 in
                  create) '%1$s' "$@" --dry-run=client --output yaml | '%1$s' create -f - ;;
                  *) exec '%1$s' "$@" ;;
                esac
                """
                    .formatted(kubectl));
    var settings = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig());
    return new PageCommands(
        PAGE,
        folder,
        Map.of("overlays/production", overlay.folder().toAbsolutePath().toString()),
        Map.of(
            "PATH",
            programs.path(),
            "HOME",
            folder.toString(),
            "KUBECONFIG",
            settings.toString(),
            "PGPASSWORD",
            "password",
            "AWS_ACCESS_KEY_ID",
            "access-key",
            "AWS_SECRET_ACCESS_KEY",
            "secret-key"));
  }

  /** The API key among what the page has printed. */
  private static String keyIn(String printed) {
    return printed.lines().filter(line -> line.startsWith("be_")).findAny().orElseThrow();
  }

  /** What a secret has under a key, as a file, which is how pods see it. */
  private Path secret(String name, String key) throws IOException {
    var content = kubernetes.made().get("Secret", name).path("data").path(key).asText();
    return Files.write(folder.resolve(name + "-" + key), Base64.getDecoder().decode(content));
  }
}
