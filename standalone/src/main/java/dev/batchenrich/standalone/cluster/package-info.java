/** Flink in this JVM. Start with {@link dev.batchenrich.standalone.cluster.EmbeddedCluster}. */
@NullMarked
package dev.batchenrich.standalone.cluster;

import org.jspecify.annotations.NullMarked;
