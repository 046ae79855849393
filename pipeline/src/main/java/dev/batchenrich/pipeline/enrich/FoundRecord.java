package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.contract.field.EntityRecord;

/**
 * A record that an identifier resolved to.
 *
 * @param index of the identifier in its chunk
 */
public record FoundRecord(int index, EntityRecord record) {}
