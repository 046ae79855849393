package dev.batchenrich.directory;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.identifier.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Identifiers as a caller spelt them, which may be none of their type. */
public record SubmittedIdentifiers(Entity entity, IdentifierType type, List<String> spellings) {

  public SubmittedIdentifiers {
    spellings = List.copyOf(spellings);
  }

  /**
   * The records that {@code directory} has: a list of the same size and order, with null for each
   * that it does not know. What is no identifier of its type is not asked for. The stage fails if
   * the directory could not answer.
   */
  public CompletionStage<List<@Nullable EntityRecord>> lookUpIn(Directory directory) {
    var identifiers = new ArrayList<String>(spellings.size());
    var indices = new int[spellings.size()];
    for (var i = 0; i < spellings.size(); i++) {
      var identifier = Identifiers.normalise(entity, type, spellings.get(i));
      if (identifier != null) {
        indices[identifiers.size()] = i;
        identifiers.add(identifier);
      }
    }
    return directory
        .lookUp(entity, type, identifiers)
        .thenApply(records -> spread(records, Arrays.copyOf(indices, identifiers.size())));
  }

  private List<@Nullable EntityRecord> spread(List<@Nullable EntityRecord> records, int[] indices) {
    if (records.size() != indices.length) {
      throw new IllegalStateException(
          "it gave %d answers to %d identifiers".formatted(records.size(), indices.length));
    }
    var found = new @Nullable EntityRecord[spellings.size()];
    for (var i = 0; i < indices.length; i++) {
      found[indices[i]] = records.get(i);
    }
    return Collections.unmodifiableList(Arrays.asList(found));
  }
}
