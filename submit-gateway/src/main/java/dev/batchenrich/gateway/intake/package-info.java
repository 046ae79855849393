/** From the body of a request to a valid submission. Start with {@link SubmissionReader}. */
@NullMarked
package dev.batchenrich.gateway.intake;

import org.jspecify.annotations.NullMarked;
