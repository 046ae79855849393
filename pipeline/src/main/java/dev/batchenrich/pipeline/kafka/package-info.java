/** Where the jobs meet Kafka. Start with {@link dev.batchenrich.pipeline.kafka.KafkaEnds}. */
@NullMarked
package dev.batchenrich.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
