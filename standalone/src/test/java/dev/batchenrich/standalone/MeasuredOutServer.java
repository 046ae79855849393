package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.Gateway;
import dev.batchenrich.gateway.GatewayConfig;
import dev.batchenrich.gateway.auth.ApiKeyFile;
import dev.batchenrich.gateway.results.ResultsLocation;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichJob;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.OptionTable;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import dev.batchenrich.standalone.cluster.ClusterConfig;
import dev.batchenrich.standalone.cluster.EmbeddedCluster;
import dev.batchenrich.standalone.cluster.EmbeddedJob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/**
 * Gateway, broker and cluster whose look-ups a {@link MeasuredOutDirectory} lets go as the test
 * says.
 *
 * @param url of the gateway
 * @param key of the only account
 * @param kafka how clients find the broker
 */
public record MeasuredOutServer(URI url, String key, Map<String, String> kafka) {

  private static final int SUBTASKS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Starts one that keeps everything in {@code folder} and ends with {@code resources}. */
  public static MeasuredOutServer start(Path folder, OpenResources resources) throws Exception {
    var broker = resources.add(EmbeddedBroker.start(folder.resolve("kafka")));
    Topics.createMissing(broker.bootstrapServers());
    var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    var cluster =
        resources.add(
            EmbeddedCluster.start(
                new ClusterConfig(
                    folder.resolve("checkpoints"), folder.resolve("temporary"), SUBTASKS)));
    var config = enrichConfig(folder, kafka);
    cluster.run(
        new EmbeddedJob(EnrichJob.NAME, new JobID(), SUBTASKS),
        environment ->
            EnrichJob.define(environment, config, subtasks -> new MeasuredOutDirectory()));
    var key = ApiKeyFile.newKey();
    new ApiKeyFile(folder.resolve("api-keys")).add("account", key);
    var gateway = resources.add(Gateway.start(gatewayConfig(folder, kafka), Clock.systemUTC()));
    assertThat(gateway.awaitReady(PATIENCE)).isTrue();
    return new MeasuredOutServer(URI.create("http://127.0.0.1:" + gateway.port()), key, kafka);
  }

  private static EnrichConfig enrichConfig(Path folder, Map<String, String> kafka) {
    var options = new Configuration();
    options.set(OptionTable.KAFKA, kafka);
    options.set(EnrichOptions.DIRECTORY, "of:the-test");
    options.set(EnrichOptions.RESULTS, folder.resolve("results").toUri().toString());
    options.set(EnrichOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(200));
    options.set(EnrichOptions.PROGRESS_INTERVAL, Duration.ofMillis(100));
    return EnrichConfig.of(options);
  }

  private static GatewayConfig gatewayConfig(Path folder, Map<String, String> kafka) {
    return new GatewayConfig(
        "127.0.0.1",
        0,
        null,
        kafka,
        folder.resolve("api-keys"),
        folder.resolve("link-secret"),
        folder.resolve("gateway"),
        new ResultsLocation.Folder(folder.resolve("results")),
        null,
        "gateway-1",
        null,
        WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false),
        GatewayConfig.DEFAULT_REQUESTS_PER_MINUTE,
        Duration.ZERO,
        Duration.ofSeconds(10));
  }
}
