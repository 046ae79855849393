/**
 * Where webhooks may go. Start with {@link dev.batchenrich.contract.webhook.WebhookTargets}, which
 * whoever takes a URL in and whoever calls it ask alike.
 */
@NullMarked
package dev.batchenrich.contract.webhook;

import org.jspecify.annotations.NullMarked;
