/**
 * What every part of Batch Enrich agrees on: the messages on Kafka, their topics, the selectable
 * fields and how identifiers are normalised. Start with {@link
 * dev.batchenrich.contract.message.Batch}.
 */
@NullMarked
package dev.batchenrich.contract;

import org.jspecify.annotations.NullMarked;
