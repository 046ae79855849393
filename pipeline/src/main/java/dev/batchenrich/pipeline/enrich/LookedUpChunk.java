package dev.batchenrich.pipeline.enrich;

import dev.batchenrich.pipeline.intake.SubmittedChunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk and what the directory knows of it.
 *
 * @param found by ascending index
 * @param failure why the directory gave no answer, or null if it did
 */
public record LookedUpChunk(
    SubmittedChunk submitted, List<FoundRecord> found, @Nullable String failure) {}
