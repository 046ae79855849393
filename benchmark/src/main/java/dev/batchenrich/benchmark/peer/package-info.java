/**
 * Other ways to get chunks from Kafka to whoever enriches them, each as its own documentation
 * recommends. Start with {@link dev.batchenrich.benchmark.peer.Peer}.
 */
@NullMarked
package dev.batchenrich.benchmark.peer;

import org.jspecify.annotations.NullMarked;
