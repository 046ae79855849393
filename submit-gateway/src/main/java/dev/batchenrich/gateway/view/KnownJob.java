package dev.batchenrich.gateway.view;

import dev.batchenrich.contract.answer.WebhookProgress;
import dev.batchenrich.contract.message.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A published job.
 *
 * @param status how far it is
 * @param fingerprint of what was submitted; null if it came to Kafka without a gateway
 * @param webhook what came of its webhook, if it has one
 */
public record KnownJob(JobStatus status, @Nullable String fingerprint, WebhookProgress webhook) {}
