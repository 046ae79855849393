/**
 * Calls receivers that are not trusted. Start with {@link
 * dev.batchenrich.pipeline.post.WebhookClient}.
 */
@NullMarked
package dev.batchenrich.pipeline.post;

import org.jspecify.annotations.NullMarked;
