/**
 * A job as callers and receivers of webhooks see it. Start with {@link
 * dev.batchenrich.contract.answer.JobAnswer}.
 */
@NullMarked
package dev.batchenrich.contract.answer;

import org.jspecify.annotations.NullMarked;
