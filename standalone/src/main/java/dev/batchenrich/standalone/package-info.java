/**
 * Everything in one JVM, and the command line. Start with {@link
 * dev.batchenrich.standalone.Standalone}.
 */
@NullMarked
package dev.batchenrich.standalone;

import org.jspecify.annotations.NullMarked;
