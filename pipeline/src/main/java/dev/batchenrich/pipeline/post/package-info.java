/**
 * Sends webhooks to receivers that are not trusted. Start with {@link
 * dev.batchenrich.pipeline.post.PostWebhook}.
 */
@NullMarked
package dev.batchenrich.pipeline.post;

import org.jspecify.annotations.NullMarked;
