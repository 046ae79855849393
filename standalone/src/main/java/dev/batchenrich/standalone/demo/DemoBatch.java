package dev.batchenrich.standalone.demo;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A batch of the demo: identifiers that the sample knows, and some that it does not.
 *
 * @param title what it is called on the terminal
 * @param unknown those that must be missing from the results
 */
record DemoBatch(
    String title,
    Entity entity,
    IdentifierType type,
    List<String> identifiers,
    Set<String> unknown) {

  DemoBatch {
    identifiers = List.copyOf(identifiers);
    unknown = Set.copyOf(unknown);
  }

  /**
   * A batch of {@code known} identifiers of which every {@code nth} is replaced by {@code
   * unknownForm} with its position filled in.
   */
  static DemoBatch of(
      String title,
      Entity entity,
      IdentifierType type,
      List<String> known,
      int nth,
      String unknownForm) {
    var identifiers = new ArrayList<>(known);
    var unknown = new HashSet<String>();
    for (var i = nth - 1; i < identifiers.size(); i += nth) {
      var made = unknownForm.formatted(i + 1);
      identifiers.set(i, made);
      unknown.add(made);
    }
    return new DemoBatch(title, entity, type, identifiers, unknown);
  }

  /** The identifiers whose records the results must hold, in this order. */
  List<String> expected() {
    return identifiers.stream().filter(identifier -> !unknown.contains(identifier)).toList();
  }
}
