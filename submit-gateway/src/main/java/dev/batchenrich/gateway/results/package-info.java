/** Finished files and the signed links to them. Start with {@link ResultFiles}. */
@NullMarked
package dev.batchenrich.gateway.results;

import org.jspecify.annotations.NullMarked;
