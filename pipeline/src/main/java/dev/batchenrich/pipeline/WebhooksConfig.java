package dev.batchenrich.pipeline;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.post.MessageSettings;
import dev.batchenrich.pipeline.post.RetryDelays;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the job {@code webhooks}; an instance that exists is valid. {@link
 * WebhooksOptions} explains them.
 */
public record WebhooksConfig(
    Map<String, String> kafka,
    MessageSettings messages,
    RetryDelays retries,
    Duration timeout,
    WebhookTargets targets,
    int perReceiver,
    int capacity,
    Duration checkpointInterval) {

  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);

  public WebhooksConfig {
    kafka = Map.copyOf(kafka);
    OptionTable.requireBootstrapServers(kafka);
    var scheme = messages.publicUrl().getScheme();
    if (messages.publicUrl().getHost() == null
        || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "public-url must be an http or https URL such as https://enrich.example.com, is "
              + messages.publicUrl());
    }
    OptionTable.requireAtLeast(WebhooksOptions.TIMEOUT, timeout, Duration.ofSeconds(1));
    if (timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "webhook.timeout must be at most %d ms, is %d ms"
              .formatted(MAX_TIMEOUT.toMillis(), timeout.toMillis()));
    }
    OptionTable.requireRange(WebhooksOptions.PER_RECEIVER, perReceiver, 1, 1_000);
    OptionTable.requireRange(WebhooksOptions.CAPACITY, capacity, perReceiver, 10_000);
    OptionTable.requireAtLeast(
        WebhooksOptions.CHECKPOINT_INTERVAL, checkpointInterval, Duration.ofMillis(50));
  }

  /**
   * The settings in {@code options}.
   *
   * @throws IllegalArgumentException naming the option that is missing or out of its range
   */
  public static WebhooksConfig of(Configuration options) {
    return new WebhooksConfig(
        OptionTable.kafka(options),
        new MessageSettings(
            URI.create(OptionTable.required(options, WebhooksOptions.PUBLIC_URL)),
            OptionTable.required(options, WebhooksOptions.LINK_SECRET),
            OptionTable.required(options, WebhooksOptions.WEBHOOK_SECRETS)),
        new RetryDelays(options.get(WebhooksOptions.RETRIES)),
        options.get(WebhooksOptions.TIMEOUT),
        WebhookTargets.of(
            options.get(WebhooksOptions.PORTS), options.get(WebhooksOptions.ALLOW_PRIVATE)),
        options.get(WebhooksOptions.PER_RECEIVER),
        options.get(WebhooksOptions.CAPACITY),
        options.get(WebhooksOptions.CHECKPOINT_INTERVAL));
  }
}
