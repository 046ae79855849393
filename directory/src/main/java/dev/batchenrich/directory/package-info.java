/** Where records come from. Start with {@link dev.batchenrich.directory.Directory}. */
@NullMarked
package dev.batchenrich.directory;

import org.jspecify.annotations.NullMarked;
