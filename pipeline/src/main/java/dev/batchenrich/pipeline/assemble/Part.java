package dev.batchenrich.pipeline.assemble;

import dev.batchenrich.pipeline.enrich.EncodedChunk;
import dev.batchenrich.pipeline.gzip.Segment;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a chunk until its batch is complete.
 *
 * @param unresolvedCount the lines in {@code unresolved}; of a part from a state that kept no such
 *     lines it is 0
 * @param unresolved the lines of the positions that gave no record, or null if there are none
 */
public record Part(
    int firstPosition,
    int identifierCount,
    Segment segment,
    int unresolvedCount,
    @Nullable Segment unresolved) {

  static Part of(EncodedChunk chunk) {
    return new Part(
        chunk.firstPosition(),
        chunk.identifierCount(),
        chunk.segment(),
        chunk.identifierCount() - chunk.resultCount(),
        chunk.unresolved());
  }

  /**
   * Why the parts of a complete batch, by chunk index, do not make {@code identifierCount}
   * consecutive positions, or null if they do.
   */
  static @Nullable String contradiction(SortedMap<Integer, Part> parts, int identifierCount) {
    var next = 0;
    for (var entry : parts.entrySet()) {
      if (entry.getValue().firstPosition != next) {
        return "chunk %d begins at position %d, but the chunks before it end at %d"
            .formatted(entry.getKey(), entry.getValue().firstPosition, next);
      }
      next += entry.getValue().identifierCount;
    }
    return next == identifierCount
        ? null
        : "the chunks hold %d identifiers, but identifier_count is %d"
            .formatted(next, identifierCount);
  }

  static List<Segment> segments(SortedMap<Integer, Part> parts) {
    return parts.values().stream().map(Part::segment).toList();
  }

  /**
   * The lines of all {@code count} positions that gave no record. None at all if some of them are
   * not known, because their parts are from a state that kept no such lines.
   */
  static List<Segment> unresolved(SortedMap<Integer, Part> parts, int count) {
    var known = parts.values().stream().mapToInt(Part::unresolvedCount).sum();
    return known == count
        ? parts.values().stream().map(Part::unresolved).filter(Objects::nonNull).toList()
        : List.of();
  }
}
