/**
 * How far something is, on a terminal or in plain lines. Start with {@link
 * dev.batchenrich.standalone.progress.Progress}.
 */
@NullMarked
package dev.batchenrich.standalone.progress;

import org.jspecify.annotations.NullMarked;
