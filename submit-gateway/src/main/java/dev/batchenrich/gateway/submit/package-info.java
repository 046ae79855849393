/** The steps from a valid submission to a durable job. Start with {@link Submissions}. */
@NullMarked
package dev.batchenrich.gateway.submit;

import org.jspecify.annotations.NullMarked;
