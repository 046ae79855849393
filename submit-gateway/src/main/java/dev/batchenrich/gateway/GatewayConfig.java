package dev.batchenrich.gateway;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.gateway.http.HttpSettings;
import dev.batchenrich.gateway.results.ResultsLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is set up; {@link GatewayOption} describes the values.
 *
 * @param metricsPort null to serve no metrics
 * @param kafka properties of every Kafka client, among them {@code bootstrap.servers}
 * @param requestsPerMinute that an API key may send; 0 for no limit
 */
public record GatewayConfig(
    String host,
    int port,
    @Nullable Integer metricsPort,
    Map<String, String> kafka,
    Path apiKeysFile,
    Path linkSecretFile,
    Path dataDir,
    ResultsLocation results,
    @Nullable URI publicUrl,
    String instanceId,
    @Nullable DirectorySettings directory,
    WebhookTargets webhookTargets,
    int requestsPerMinute,
    Duration shutdownDelay,
    Duration shutdownGrace) {

  /** Far above what polling takes, below what would keep a gateway from its other callers. */
  public static final int DEFAULT_REQUESTS_PER_MINUTE = 60_000;

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final Pattern SERVERS =
      Pattern.compile("\\s*[^,\\s]+:[0-9]{1,5}\\s*(,\\s*[^,\\s]+:[0-9]{1,5}\\s*)*,?\\s*");
  private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public GatewayConfig {
    require(!host.isBlank(), "host must not be blank");
    requirePorts(port, metricsPort);
    kafka = Map.copyOf(kafka);
    require(
        !kafka.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank(),
        "kafka.bootstrap.servers must name at least one host:port");
    require(
        SERVERS.matcher(kafka.getOrDefault(BOOTSTRAP_SERVERS, "")).matches(),
        "kafka.bootstrap.servers must be host:port, or several with commas between, is '%s'"
            .formatted(kafka.get(BOOTSTRAP_SERVERS)));
    if (publicUrl != null) {
      requireBase(publicUrl);
    }
    require(
        INSTANCE_ID.matcher(instanceId).matches(),
        "instance-id must be 1 to 100 of A-Z a-z 0-9 . _ -, is '%s'".formatted(instanceId));
    require(
        requestsPerMinute >= 0,
        "requests-per-minute must not be negative, is " + requestsPerMinute);
    require(
        !shutdownDelay.isNegative(), "shutdown-delay must not be negative, is " + shutdownDelay);
    require(
        !shutdownGrace.isNegative() && !shutdownGrace.isZero(),
        "shutdown-grace must be positive, is " + shutdownGrace);
  }

  HttpSettings http() {
    return new HttpSettings(
        host, port, publicUrl, webhookTargets, requestsPerMinute, shutdownDelay, shutdownGrace);
  }

  /** Without the values of Kafka's properties: passwords may be among them. */
  @Override
  public String toString() {
    return "GatewayConfig[instanceId=%s, host=%s, port=%d, kafka=%s]"
        .formatted(instanceId, host, port, kafka.keySet());
  }

  /**
   * Checks what links are to begin with.
   *
   * @throws IllegalArgumentException saying in one line what it must be
   */
  public static void requireBase(URI publicUrl) {
    require(
        ("http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme()))
            && publicUrl.getHost() != null
            && publicUrl.getQuery() == null
            && publicUrl.getFragment() == null,
        "public-url must be an absolute http or https URL without query, is " + publicUrl);
  }

  /**
   * Checks what is to be listened on.
   *
   * @param metricsPort null to serve no metrics
   * @throws IllegalArgumentException saying in one line what it must be
   */
  public static void requirePorts(int port, @Nullable Integer metricsPort) {
    requirePort("port", port);
    if (metricsPort != null) {
      requirePort("metrics-port", metricsPort);
      require(
          metricsPort == 0 || metricsPort != port,
          "metrics-port must not be the port, both are " + port);
    }
  }

  private static void requirePort(String name, int port) {
    require(port >= 0 && port <= 65_535, "%s must be 0 to 65535, is %d".formatted(name, port));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
