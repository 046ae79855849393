/** Who submitted what. Start with {@link dev.batchenrich.gateway.audit.SubmissionAudit}. */
@NullMarked
package dev.batchenrich.gateway.audit;

import org.jspecify.annotations.NullMarked;
