/**
 * The messages on Kafka and their JSON form. Start with {@link
 * dev.batchenrich.contract.message.Chunk}, which is all that a producer needs to submit a batch.
 */
@NullMarked
package dev.batchenrich.contract.message;

import org.jspecify.annotations.NullMarked;
