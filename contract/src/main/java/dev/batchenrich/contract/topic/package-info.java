/**
 * The Kafka topics and their partitioning. Start with {@link dev.batchenrich.contract.topic.Topic}.
 */
@NullMarked
package dev.batchenrich.contract.topic;

import org.jspecify.annotations.NullMarked;
