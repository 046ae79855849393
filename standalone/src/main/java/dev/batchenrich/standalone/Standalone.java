package dev.batchenrich.standalone;

import dev.batchenrich.gateway.Gateway;
import dev.batchenrich.gateway.GatewayConfig;
import dev.batchenrich.gateway.results.ResultsLocation;
import dev.batchenrich.pipeline.EnrichConfig;
import dev.batchenrich.pipeline.EnrichJob;
import dev.batchenrich.pipeline.EnrichOptions;
import dev.batchenrich.pipeline.OptionTable;
import dev.batchenrich.pipeline.WebhooksConfig;
import dev.batchenrich.pipeline.WebhooksJob;
import dev.batchenrich.pipeline.WebhooksOptions;
import dev.batchenrich.pipeline.assemble.AssemblyListener;
import dev.batchenrich.standalone.broker.EmbeddedBroker;
import dev.batchenrich.standalone.broker.Topics;
import dev.batchenrich.standalone.cluster.CheckpointRequest;
import dev.batchenrich.standalone.cluster.ClusterConfig;
import dev.batchenrich.standalone.cluster.EmbeddedCluster;
import dev.batchenrich.standalone.cluster.EmbeddedJob;
import dev.batchenrich.standalone.records.SampleDirectory;
import dev.batchenrich.standalone.records.ServedDirectory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.record.CompressionType;

/**
 * The whole product in this JVM: broker, both jobs and gateway on one data folder. Stopped or
 * killed at any moment and started again on the same folder, it goes on with what it accepted.
 */
public final class Standalone implements AutoCloseable {

  /** What a crash costs at most, where batches do not wait for these checkpoints. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

  private static final EmbeddedJob ENRICH =
      new EmbeddedJob(
          EnrichJob.NAME, new JobID(0x6261_7463_682d_656eL, 0x7269_6368_2d30_3031L), parallelism());
  private static final EmbeddedJob WEBHOOKS =
      new EmbeddedJob(
          WebhooksJob.NAME, new JobID(0x6261_7463_682d_656eL, 0x7765_6268_6f6f_6b73L), 1);

  /** Of the 1 MB that the broker takes. */
  private static final int RECORD_BATCH_BYTES = 960 * 1024;

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(1500);

  private final OpenResources resources;
  private final EmbeddedCluster cluster;
  private final URI url;
  private final Gateway gateway;
  private final String bootstrapServers;

  private Standalone(
      OpenResources resources,
      EmbeddedCluster cluster,
      Gateway gateway,
      URI url,
      String bootstrapServers) {
    this.resources = resources;
    this.cluster = cluster;
    this.gateway = gateway;
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
    var kafka =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            // What never leaves this machine is not worth the time of compressing it.
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            CompressionType.NONE.name,
            // The chunks of nearly every batch of 10,000 are one record batch then.
            ProducerConfig.BATCH_SIZE_CONFIG,
            String.valueOf(RECORD_BATCH_BYTES));
    var jobsKafka =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            // Nobody watches the groups, and they would be committed at every checkpoint.
            KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(),
            "false");
    var cluster = resources.add(EmbeddedCluster.start(clusterConfig(folder)));
    var enrichment = enrichConfig(jobsKafka, prepared);
    var listener =
        prepared.config().checkpointInterval() == null
            ? new PromptCheckpoint(cluster.promptCheckpoints(ENRICH))
            : AssemblyListener.NONE;
    cluster.run(ENRICH, environment -> EnrichJob.define(environment, enrichment, listener));
    var gateway = resources.add(Gateway.start(gatewayConfig(kafka, prepared), Clock.systemUTC()));
    if (!gateway.awaitReady(READY_LIMIT)) {
      throw new IllegalStateException("the gateway is not ready after " + READY_LIMIT);
    }
    var url = new URI("http", null, prepared.config().host(), gateway.port(), null, null, null);
    var webhooks = webhooksConfig(jobsKafka, prepared, url);
    cluster.run(WEBHOOKS, environment -> WebhooksJob.define(environment, webhooks));
    return new Standalone(resources, cluster, gateway, url, broker.bootstrapServers());
  }

  /** Where it is reached. */
  public URI url() {
    return url;
  }

  /**
   * The port that metrics are served on.
   *
   * @throws IllegalStateException if there are none
   */
  public int metricsPort() {
    return gateway.metricsPort();
  }

  /** Where Kafka clients connect; another port after each start. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where Flink's REST API tells about the jobs; another port after each start. */
  public URI flink() {
    return cluster.restAddress();
  }

  /** Completes with the reason if a job ends, which it does only if it cannot go on. */
  public CompletableFuture<String> end() {
    return cluster.end();
  }

  @Override
  public void close() {
    resources.close();
  }

  private static ClusterConfig clusterConfig(DataFolder folder) {
    return new ClusterConfig(
        folder.checkpoints(), folder.temporary(), ENRICH.parallelism() + WEBHOOKS.parallelism());
  }

  private static int parallelism() {
    var cores = Runtime.getRuntime().availableProcessors();
    return Math.min(Math.max(2, cores), ClusterConfig.MAX_SLOTS - 1);
  }

  private static EnrichConfig enrichConfig(Map<String, String> kafka, Preparation prepared) {
    var directory = prepared.directory().settings();
    var options = new Configuration();
    options.set(OptionTable.KAFKA, kafka);
    options.set(EnrichOptions.DIRECTORY, directory.uri());
    if (directory.keyFile() != null) {
      options.set(EnrichOptions.DIRECTORY_KEY_FILE, directory.keyFile());
    }
    options.set(EnrichOptions.DIRECTORY_CONCURRENCY, directory.concurrency());
    options.set(EnrichOptions.DIRECTORY_CALL_TIMEOUT, directory.callTimeout());
    options.set(EnrichOptions.DIRECTORY_CALLS_PER_MINUTE, directory.callsPerMinute());
    options.set(EnrichOptions.DIRECTORY_CACHE, new MemorySize(directory.cache().bytes()));
    options.set(EnrichOptions.DIRECTORY_CACHE_TTL, directory.cache().ttl());
    options.set(EnrichOptions.DIRECTORY_CACHE_MISS_TTL, directory.cache().missTtl());
    options.set(EnrichOptions.RESULTS, prepared.folder().results().toUri().toString());
    options.set(
        EnrichOptions.CHECKPOINT_INTERVAL,
        Objects.requireNonNullElse(prepared.config().checkpointInterval(), CHECKPOINT_INTERVAL));
    return EnrichConfig.of(options);
  }

  private static WebhooksConfig webhooksConfig(
      Map<String, String> kafka, Preparation prepared, URI url) {
    var chosen = prepared.config();
    var options = new Configuration();
    options.set(OptionTable.KAFKA, kafka);
    options.set(
        WebhooksOptions.PUBLIC_URL, Objects.requireNonNullElse(chosen.publicUrl(), url).toString());
    options.set(WebhooksOptions.LINK_SECRET, prepared.folder().linkSecret().toString());
    options.set(WebhooksOptions.WEBHOOK_SECRETS, prepared.webhookSecrets().toString());
    options.set(WebhooksOptions.RETRIES, chosen.webhooks().retries().delays());
    options.set(WebhooksOptions.PORTS, chosen.webhooks().targets().portList());
    options.set(WebhooksOptions.ALLOW_PRIVATE, chosen.webhooks().targets().allowsPrivate());
    return WebhooksConfig.of(options);
  }

  private static GatewayConfig gatewayConfig(Map<String, String> kafka, Preparation prepared) {
    var folder = prepared.folder();
    return new GatewayConfig(
        prepared.config().host(),
        prepared.config().port(),
        prepared.config().metricsPort(),
        kafka,
        prepared.apiKeys(),
        folder.linkSecret(),
        folder.gateway(),
        new ResultsLocation.Folder(folder.results()),
        prepared.config().publicUrl(),
        "standalone",
        prepared.directory().settings(),
        prepared.config().webhooks().targets(),
        GatewayConfig.DEFAULT_REQUESTS_PER_MINUTE,
        Duration.ZERO,
        SHUTDOWN_GRACE);
  }

  /** Has a checkpoint taken of each batch as soon as it was emitted. */
  private record PromptCheckpoint(CheckpointRequest request) implements AssemblyListener {
    @Override
    public void received() {
      request.busy();
    }

    @Override
    public void ended() {
      request.ask();
    }
  }
}
