package dev.batchenrich.pipeline.intake;

import org.jspecify.annotations.Nullable;

/** A message of {@code batch-submissions} as it came. */
public record Message(int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {}
