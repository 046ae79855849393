package dev.batchenrich.standalone;

import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.WebhooksOptions;
import dev.batchenrich.pipeline.post.RetryDelays;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user chooses of how webhooks are sent.
 *
 * @param secrets the file of accounts' signing secrets; null for the one in the data folder
 * @param targets where they may go
 * @param retries how long to wait after each failed attempt
 */
public record WebhookChoices(@Nullable Path secrets, WebhookTargets targets, RetryDelays retries) {

  public static final WebhookChoices DEFAULT =
      new WebhookChoices(
          null,
          WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false),
          new RetryDelays(WebhooksOptions.RETRIES.defaultValue()));
}
