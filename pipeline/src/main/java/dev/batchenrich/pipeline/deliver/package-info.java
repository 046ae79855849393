/**
 * Writes results files, and announces each once it is in its place. Start with {@link
 * dev.batchenrich.pipeline.deliver.ResultsSink}.
 */
@NullMarked
package dev.batchenrich.pipeline.deliver;

import org.jspecify.annotations.NullMarked;
