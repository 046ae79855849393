/**
 * Fictional records to try the product with. Start with {@link
 * dev.batchenrich.standalone.sample.SampleRecords}.
 */
@NullMarked
package dev.batchenrich.standalone.sample;

import org.jspecify.annotations.NullMarked;
