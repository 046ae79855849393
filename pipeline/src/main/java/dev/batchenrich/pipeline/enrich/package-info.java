/**
 * From identifiers to compressed lines, a chunk at a time. Start with {@link
 * dev.batchenrich.pipeline.enrich.LookUpChunk}.
 */
@NullMarked
package dev.batchenrich.pipeline.enrich;

import org.jspecify.annotations.NullMarked;
