/** Writing to Kafka: reservations and whole submissions. Start with {@link Publisher}. */
@NullMarked
package dev.batchenrich.gateway.publish;

import org.jspecify.annotations.NullMarked;
