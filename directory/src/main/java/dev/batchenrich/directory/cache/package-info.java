/**
 * Memory of what a remote directory answered. Start with {@link
 * dev.batchenrich.directory.cache.CachingDirectory}.
 */
@NullMarked
package dev.batchenrich.directory.cache;

import org.jspecify.annotations.NullMarked;
