/**
 * At most five active jobs per account: a data structure without I/O. Start with {@link
 * AccountJobs}.
 */
@NullMarked
package dev.batchenrich.gateway.admission;

import org.jspecify.annotations.NullMarked;
