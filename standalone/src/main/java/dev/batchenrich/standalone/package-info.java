/** Everything in one JVM, and the command line. */
@NullMarked
package dev.batchenrich.standalone;

import org.jspecify.annotations.NullMarked;
