package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP server is set up.
 *
 * @param port 0 for any free one
 * @param publicUrl what links begin with; null for the address that the caller used
 * @param requestsPerMinute that an API key may send; 0 for no limit
 * @param shutdownDelay how long requests are still taken when the server is told to stop
 * @param shutdownGrace how long requests under way may take after that
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable URI publicUrl,
    WebhookTargets webhookTargets,
    int requestsPerMinute,
    Duration shutdownDelay,
    Duration shutdownGrace) {}
