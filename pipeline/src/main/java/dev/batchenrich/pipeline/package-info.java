/** The Flink side: looks identifiers up, counts, and writes one file per batch. */
@NullMarked
package dev.batchenrich.pipeline;

import org.jspecify.annotations.NullMarked;
