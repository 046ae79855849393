/**
 * A directory in one memory-mapped file, built from dumps. Start with {@link
 * dev.batchenrich.directory.local.LocalDirectory}.
 */
@NullMarked
package dev.batchenrich.directory.local;

import org.jspecify.annotations.NullMarked;
