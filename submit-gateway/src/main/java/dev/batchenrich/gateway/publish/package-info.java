/**
 * Writing to Kafka: reservations, whole submissions, wishes for webhooks. Start with {@link
 * Publisher}.
 */
@NullMarked
package dev.batchenrich.gateway.publish;

import org.jspecify.annotations.NullMarked;
