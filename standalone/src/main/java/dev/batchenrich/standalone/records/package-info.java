/**
 * Which records are served. Start with {@link dev.batchenrich.standalone.records.ServedDirectory}.
 */
@NullMarked
package dev.batchenrich.standalone.records;

import org.jspecify.annotations.NullMarked;
