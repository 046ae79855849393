package dev.batchenrich.standalone;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.Gateway;
import dev.batchenrich.gateway.GatewayConfig;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichJob;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.OptionTable;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import dev.batchenrich.standalone.cluster.ClusterConfig;
import dev.batchenrich.standalone.cluster.EmbeddedCluster;
import dev.batchenrich.standalone.records.SampleDirectory;
import dev.batchenrich.standalone.records.ServedDirectory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;

/**
 * The whole product in this JVM: broker, enrich job and gateway on one data folder. Stopped or
 * killed at any moment and started again on the same folder, it goes on with what it accepted.
 */
public final class Standalone implements AutoCloseable {

  /** Also what a small batch waits for its file. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(1500);

  private final OpenResources resources;
  private final EmbeddedCluster cluster;
  private final URI url;
  private final String bootstrapServers;

  private Standalone(
      OpenResources resources, EmbeddedCluster cluster, URI url, String bootstrapServers) {
    this.resources = resources;
    this.cluster = cluster;
    this.url = url;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts everything and returns once jobs are accepted. What is started belongs to {@code
   * resources} from the moment it is, so that a start can be broken off by closing them.
   */
  public static Standalone start(Preparation prepared, OpenResources resources) throws Exception {
    var folder = resources.add(prepared).folder();
    if (prepared.directory().origin() == ServedDirectory.Origin.SAMPLE) {
      SampleDirectory.makeIfMissing(folder);
    }
    var broker = resources.add(EmbeddedBroker.start(folder.kafka()));
    Topics.createMissing(broker.bootstrapServers());
    var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    var cluster = resources.add(EmbeddedCluster.start(clusterConfig(folder)));
    var enrichment = enrichConfig(kafka, prepared.directory().uri(), folder);
    cluster.run(environment -> EnrichJob.define(environment, enrichment));
    var gateway = resources.add(Gateway.start(gatewayConfig(kafka, prepared), Clock.systemUTC()));
    if (!gateway.awaitReady(READY_LIMIT)) {
      throw new IllegalStateException("the gateway is not ready after " + READY_LIMIT);
    }
    var url = new URI("http", null, prepared.host(), gateway.port(), null, null, null);
    return new Standalone(resources, cluster, url, broker.bootstrapServers());
  }

  /** Where it is reached. */
  public URI url() {
    return url;
  }

  /** Where Kafka clients connect; another port after each start. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Completes with the reason if the job ends, which it does only if it cannot go on. */
  public CompletableFuture<String> end() {
    return cluster.end();
  }

  @Override
  public void close() {
    resources.close();
  }

  private static ClusterConfig clusterConfig(DataFolder folder) {
    var cores = Runtime.getRuntime().availableProcessors();
    var parallelism = Math.min(Math.max(2, cores), ClusterConfig.MAX_PARALLELISM);
    return new ClusterConfig(folder.checkpoints(), folder.temporary(), parallelism);
  }

  private static EnrichConfig enrichConfig(
      Map<String, String> kafka, String directory, DataFolder folder) {
    var options = new Configuration();
    var client = new HashMap<>(kafka);
    // Nobody watches the group, and with these checkpoints it would commit five times a second.
    client.put(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false");
    options.set(OptionTable.KAFKA, client);
    options.set(EnrichOptions.DIRECTORY, directory);
    options.set(EnrichOptions.RESULTS, folder.results().toUri().toString());
    options.set(EnrichOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
    return EnrichConfig.of(options);
  }

  private static GatewayConfig gatewayConfig(Map<String, String> kafka, Preparation prepared) {
    var folder = prepared.folder();
    return new GatewayConfig(
        prepared.host(),
        prepared.port(),
        kafka,
        prepared.apiKeys(),
        folder.linkSecret(),
        folder.gateway(),
        folder.results(),
        null,
        "standalone",
        WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false),
        SHUTDOWN_GRACE);
  }
}
