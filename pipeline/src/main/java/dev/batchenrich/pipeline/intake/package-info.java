/**
 * What arrives on Kafka, and what of it can be worked on. Start with {@link
 * dev.batchenrich.pipeline.intake.DecodeChunk}.
 */
@NullMarked
package dev.batchenrich.pipeline.intake;

import org.jspecify.annotations.NullMarked;
