package dev.batchenrich.pipeline;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The options of the job {@code webhooks}. */
public final class WebhooksOptions {

  public static final ConfigOption<String> PUBLIC_URL =
      key("public-url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "What download links begin with: where callers reach a gateway. Required.");
  public static final ConfigOption<String> LINK_SECRET =
      key("link-secret")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the key that the gateways sign download links with, on every TaskManager."
                  + " Required.");
  public static final ConfigOption<String> WEBHOOK_SECRETS =
      key("webhook-secrets")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with one 'account whsec_<base64>' per line, on every TaskManager; read again"
                  + " when it changes. An account with several lines signs with all of them."
                  + " Required.");
  public static final ConfigOption<List<Duration>> RETRIES =
      key("webhook.retries")
          .durationType()
          .asList()
          .defaultValues(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24))
          .withDescription(
              "How long to wait after each failed attempt, each at most 5 d; after one more attempt"
                  + " the delivery is given up.");
  public static final ConfigOption<Duration> TIMEOUT =
      key("webhook.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription("How long a receiver may take to answer, 1 s to 60 s.");
  public static final ConfigOption<String> PORTS =
      key("webhook.ports")
          .stringType()
          .defaultValue(WebhookTargets.DEFAULT_PORTS)
          .withDescription("Ports that webhooks may go to, the same as the gateways'.");
  public static final ConfigOption<Boolean> ALLOW_PRIVATE =
      key("webhook.allow-private")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether webhooks may go to private addresses and any port: for development only.");
  public static final ConfigOption<Integer> PER_RECEIVER =
      key("webhook.per-receiver")
          .intType()
          .defaultValue(8)
          .withDescription("Attempts at one receiver (host and port) at a time, 1 to 1000.");
  public static final ConfigOption<Integer> CAPACITY =
      key("webhook.capacity")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Attempts that each subtask makes at a time, at least webhook.per-receiver and at"
                  + " most 10000.");
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "Time between checkpoints, at least 50 ms; a crash repeats the attempts under way and"
                  + " those since the last one.");

  /** All of them. */
  public static final OptionTable TABLE =
      new OptionTable(
          List.of(
              OptionTable.KAFKA,
              PUBLIC_URL,
              LINK_SECRET,
              WEBHOOK_SECRETS,
              RETRIES,
              TIMEOUT,
              PORTS,
              ALLOW_PRIVATE,
              PER_RECEIVER,
              CAPACITY,
              CHECKPOINT_INTERVAL));

  private WebhooksOptions() {}
}
