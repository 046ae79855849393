/**
 * Another enrichment API as a directory. Start with {@link
 * dev.batchenrich.directory.upstream.UpstreamDirectory}.
 */
@NullMarked
package dev.batchenrich.directory.upstream;

import org.jspecify.annotations.NullMarked;
