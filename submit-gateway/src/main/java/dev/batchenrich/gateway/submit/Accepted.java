package dev.batchenrich.gateway.submit;

import dev.batchenrich.contract.message.Batch;

/**
 * A submission that is durable.
 *
 * @param isReplay true if it was so before, through an earlier request with the same key
 */
public record Accepted(Batch batch, boolean isReplay) {}
