/** The Kafka clients and how they are set up. Start with {@link KafkaClients}. */
@NullMarked
package dev.batchenrich.gateway.kafka;

import org.jspecify.annotations.NullMarked;
