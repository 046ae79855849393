/**
 * Counts and joins the chunks of each batch. Start with {@link
 * dev.batchenrich.pipeline.assemble.AssembleBatch}.
 */
@NullMarked
package dev.batchenrich.pipeline.assemble;

import org.jspecify.annotations.NullMarked;
