package dev.batchenrich.gateway;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every option of the gateway: its key, its default, what it is for. */
public enum GatewayOption {
  HOST("127.0.0.1", "Address to listen on."),
  PORT("8080", "Port to listen on, 0 to 65535; 0 takes any free one."),
  METRICS_PORT(
      null,
      "Port of the same host to serve `GET /metrics` on, for Prometheus, 0 to 65535; 0 takes any"
          + " free one. Without it there are no metrics."),
  API_KEYS(null, "File with one 'account sha256:<hex>' per line; read again when it changes."),
  LINK_SECRET(
      null,
      "File with the key that download links are signed with, at least 32 bytes, the same for all"
          + " gateways; made if it does not exist."),
  DATA_DIR(null, "Folder of this gateway alone, for its view of all jobs; may be deleted."),
  RESULTS(null, "Where the enrich job writes results: a folder, or `s3://<bucket>/<prefix>`."),
  RESULTS_DELIVERY(
      "redirect",
      "How results on S3 get to a caller: `redirect` sends the caller there, with a link that is good"
          + " for 5 minutes; `stream` passes the bytes on."),
  S3_PATH_STYLE(
      "false",
      "true puts the bucket's name into the path of addresses instead of the host name, as many"
          + " stores other than AWS need it."),
  PUBLIC_URL(null, "What download links begin with; by default the address that a caller used."),
  INSTANCE_ID(
      null,
      "Name of this gateway, unlike that of every other running one and the same after a restart:"
          + " 1 to 100 letters, digits, dots, dashes and underscores."),
  DIRECTORY(
      null,
      "Where `POST /person/enrich` and `POST /company/enrich` look up, a URI as the enrich job takes"
          + " it; without it there are no such endpoints."),
  DIRECTORY_KEY_FILE(
      null,
      "File with the API key of an upstream; read again when it changes. Without it the key is in"
          + " the environment variable `BATCH_ENRICH_DIRECTORY_KEY`."),
  DIRECTORY_CONCURRENCY(
      String.valueOf(DirectorySettings.DEFAULT_CONCURRENCY),
      "Calls to an upstream at a time, 1 to 1000."),
  DIRECTORY_CALLS_PER_MINUTE(
      "0",
      "Calls to an upstream that may begin in a minute, besides those of the enrich job; 0 for no"
          + " limit."),
  DIRECTORY_CACHE(
      "0",
      "Heap for what a directory that is not local answered, such as 256mb, at least 1mb; 0 for"
          + " none."),
  DIRECTORY_CACHE_TTL(
      String.valueOf(CacheSettings.DEFAULT_TTL.toSeconds()),
      "Seconds that a record stays in that cache, at least 1."),
  DIRECTORY_CACHE_MISS_TTL(
      String.valueOf(CacheSettings.DEFAULT_MISS_TTL.toSeconds()),
      "Seconds that it stays there that an identifier is not known, at least 1; never longer than a"
          + " record."),
  REQUESTS_PER_MINUTE(
      String.valueOf(GatewayConfig.DEFAULT_REQUESTS_PER_MINUTE),
      "Requests that each API key may send to this gateway in a minute; 0 for no limit."),
  WEBHOOK_PORTS(
      WebhookTargets.DEFAULT_PORTS,
      "Ports that a webhook_url may name, 1 to 65535 and ranges of them; the same as the webhook"
          + " job's."),
  ALLOW_PRIVATE_WEBHOOKS(
      "false",
      "true takes every host and port as a webhook_url, also those of private networks and of"
          + " this machine: for development."),
  LOG_FORMAT(
      "text",
      "How the log is written: `text`, or `json`, an object a line in the Elastic Common Schema."),
  SHUTDOWN_DELAY(
      "0",
      "Seconds that requests are still taken when the gateway is told to stop, while"
          + " `/health/ready` answers 503: as long as a balancer needs to notice."),
  SHUTDOWN_GRACE("20", "Seconds that requests under way may take after that.");

  /** Options that begin with this are handed to every Kafka client. */
  public static final String KAFKA_PREFIX = "kafka.";

  private final @Nullable String defaultValue;
  private final String description;

  GatewayOption(@Nullable String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** Its name in a properties file and on the command line: {@code api-keys}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null if it has to be given, or may be left out. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** One sentence, with unit and limits. */
  public String description() {
    return description;
  }
}
