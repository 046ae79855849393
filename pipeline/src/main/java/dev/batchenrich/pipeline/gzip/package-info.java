/**
 * One gzip member made of pieces that were compressed apart from each other. Start with {@link
 * dev.batchenrich.pipeline.gzip.GzipMember}.
 */
@NullMarked
package dev.batchenrich.pipeline.gzip;

import org.jspecify.annotations.NullMarked;
