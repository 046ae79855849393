/** Sending the webhook of a batch again. Start with {@link Redeliveries}. */
@NullMarked
package dev.batchenrich.gateway.redeliver;

import org.jspecify.annotations.NullMarked;
