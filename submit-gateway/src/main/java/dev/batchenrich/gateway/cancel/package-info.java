/** Ending a batch before its time. Start with {@link Cancellations}. */
@NullMarked
package dev.batchenrich.gateway.cancel;

import org.jspecify.annotations.NullMarked;
