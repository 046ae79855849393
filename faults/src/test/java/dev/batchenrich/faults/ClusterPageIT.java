package dev.batchenrich.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchenrich.contract.page.Page;
import dev.batchenrich.contract.page.PageCommands;
import dev.batchenrich.contract.page.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/cluster.md}, on real processes. */
class ClusterPageIT {

  private static final Page PAGE = new Page("docs/cluster.md");
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (s3://\\S+)");

  private static final Pattern PROVIDER =
      Pattern.compile("fs\\.s3a\\.aws\\.credentials\\.provider: (\\S+)");

  @TempDir Path folder;

  @Test
  void whatThePageSaysSetsJobsAndAGatewayUpAndMovesTheJob() throws Exception {
    var secrets = Secrets.of(List.of("before", "after"), folder);
    try (var cluster = new Cluster(folder, secrets)) {
      cluster.startServices();
      var port = Ports.free();
      var page = PageCommands.inRoot(PAGE, places(cluster, secrets), environment(cluster));

      assertThat(page.run(page.line("./batch-enrich init"))).contains("batch-submissions");
      var enrich = page.line("flink run --detached --parallelism 4");
      var started = page.run(enrich);
      assertThat(page.run(page.line("flink run --detached --parallelism 2")))
          .containsPattern(JOB_ID);
      var gateway =
          page.start(
              page.line("java -cp 'standalone/target/lib/*' dev.batchenrich.gateway.GatewayMain")
                  + " --port "
                  + port,
              folder.resolve("gateway.log"));
      try {
        var url = URI.create("http://127.0.0.1:" + port);
        enrichSome("before", secrets, url);

        var moves = page.line("flink stop").lines().toList();
        var stopped = page.run(moves.get(0).replace("<job id>", group(JOB_ID, started)));
        var options = enrich.substring(enrich.indexOf("--kafka"));
        page.run(
            moves
                .get(1)
                .replace("<that path>", group(SAVEPOINT, stopped))
                .replace(" ...", " " + options));
        enrichSome("after", secrets, url);
      } finally {
        gateway.destroyForcibly().waitFor();
      }
    }
  }

  /** Line for line as it has to be. */
  private static void enrichSome(String account, Secrets secrets, URI gateway)
      throws InterruptedException {
    try (var load =
        new Load(
            Map.of(account, Objects.requireNonNull(secrets.keys().get(account))),
            List.of(gateway),
            "https://receiver.invalid/",
            1_000,
            new SplittableRandom(1))) {
      load.start(Duration.ofSeconds(1));
      await().atMost(Cluster.PATIENCE).until(load::isDone);
    }
  }

  @Test
  void thePluginForS3GoesWhereFlinkLooksAndHasTheProviderOfCredentialsThatIsNamed()
      throws Exception {
    var name = "flink-s3-fs-hadoop-2.2.0.jar";
    var jar = Java.PLUGINS.resolve("s3-fs-hadoop").resolve(name).toAbsolutePath();
    Files.copy(jar, Files.createDirectories(folder.resolve("opt")).resolve(name));

    var page = new PageCommands(PAGE, folder, Map.of(), Map.of());
    page.run(page.block("mkdir -p plugins/s3-fs-hadoop"));

    var provider = PROVIDER.matcher(PAGE.block("yaml", "# Without keys here"));
    assertThat(provider.find()).isTrue();
    try (var plugin = new JarFile(folder.resolve("plugins/s3-fs-hadoop/" + name).toFile())) {
      assertThat(plugin.getEntry(provider.group(1).replace('.', '/') + ".class")).isNotNull();
    }
  }

  /** Where things are that the page has elsewhere, and no more than there is here. */
  private Map<String, String> places(Cluster cluster, Secrets secrets) throws IOException {
    var places = new LinkedHashMap<String, String>();
    places.put("./batch-enrich ", "java -jar standalone/target/batch-enrich.jar ");
    places.put("kafka:9092", cluster.bootstrapServers());
    places.put(
        "--replication-factor 3 --min-insync-replicas 2",
        "--replication-factor 1 --min-insync-replicas 1");
    places.put("/srv/directory", cluster.directory());
    places.put("/srv/results", Files.createDirectories(folder.resolve("file-results")).toString());
    places.put("/etc/gateway/link-secret", secrets.linkSecret().toString());
    places.put("/etc/gateway/webhook-secrets", secrets.webhookSecrets().toString());
    places.put("/etc/gateway/api-keys", secrets.apiKeys().toString());
    places.put("/var/lib/gateway", folder.resolve("gateway").toString());
    places.put("0.0.0.0", "127.0.0.1");
    places.put("9464", String.valueOf(Ports.free()));
    places.put("pipeline-0.2.0-job.jar", "pipeline/target/pipeline-0.1.0-SNAPSHOT-job.jar");
    places.put("--parallelism 8", "--parallelism 3");
    return places;
  }

  /** With a command {@code flink}. */
  private Map<String, String> environment(Cluster cluster) throws IOException {
    var command =
        Java.command(Java.ofFlink(256, "org.apache.flink.client.cli.CliFrontend", List.of()))
            .stream()
            .collect(Collectors.joining("' '", "exec '", "' \"$@\"\n"));
    var environment = new HashMap<>(cluster.flinkEnvironment());
    environment.put("PATH", new Programs(folder.resolve("bin")).add("flink", command).path());
    return environment;
  }

  private static String group(Pattern pattern, String output) {
    var found = pattern.matcher(output);
    if (!found.find()) {
      throw new AssertionError("%s is not in: %s".formatted(pattern, output));
    }
    return found.group(1);
  }
}
