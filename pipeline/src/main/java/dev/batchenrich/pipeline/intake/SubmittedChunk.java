package dev.batchenrich.pipeline.intake;

import dev.batchenrich.contract.message.Chunk;

/**
 * A chunk and the message that it came in, which goes to the dead letters if the chunk contradicts
 * others of its batch.
 */
public record SubmittedChunk(Chunk chunk, Message message) {}
