/** Kafka in this JVM. Start with {@link dev.batchenrich.standalone.broker.EmbeddedBroker}. */
@NullMarked
package dev.batchenrich.standalone.broker;

import org.jspecify.annotations.NullMarked;
